// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/torch/element_types.h"

#include <algorithm>
#include <array>

namespace strata::torch {

using namespace std::string_view_literals;

namespace {

struct Row {
    std::string_view name;
    std::string_view storage; ///< "Float" of torch.FloatStorage; empty: it has no class of its own
    std::string_view other;   ///< another name
    ScalarType type = ScalarType::Void;
    std::uint64_t bytes = 0; ///< of a Void, whose values are not decoded
};

constexpr std::array rows = {
    Row{"float32", "Float", "float", ScalarType::Float32},
    Row{"float64", "Double", "double", ScalarType::Float64},
    Row{"float16", "Half", "half", ScalarType::Float16},
    Row{"bfloat16", "BFloat16", "", ScalarType::BFloat16},
    Row{"int64", "Long", "long", ScalarType::Int64},
    Row{"int32", "Int", "int", ScalarType::Int32},
    Row{"int16", "Short", "short", ScalarType::Int16},
    Row{"int8", "Char", "", ScalarType::Int8},
    Row{"uint8", "Byte", "", ScalarType::UInt8},
    Row{"bool", "Bool", "", ScalarType::Bool},
    Row{"complex64", "ComplexFloat", "cfloat", ScalarType::Complex64},
    Row{"complex128", "ComplexDouble", "cdouble", ScalarType::Complex128},
    Row{"uint16", "", "", ScalarType::UInt16},
    Row{"uint32", "", "", ScalarType::UInt32},
    Row{"uint64", "", "", ScalarType::UInt64},
    Row{"float8_e4m3fn", "", "", ScalarType::Float8E4M3FN},
    Row{"float8_e5m2", "", "", ScalarType::Float8E5M2},
    Row{"quint8", "QUInt8", "", ScalarType::UInt8},
    Row{"qint8", "QInt8", "", ScalarType::Int8},
    Row{"qint32", "QInt32", "", ScalarType::Int32},
    Row{"quint4x2", "QUInt4x2", "", ScalarType::Void, 1},
    Row{"quint2x4", "QUInt2x4", "", ScalarType::Void, 1},
    Row{"complex32", "ComplexHalf", "chalf", ScalarType::Void, 4},
    Row{"float8_e4m3fnuz", "", "", ScalarType::Void, 1},
    Row{"float8_e5m2fnuz", "", "", ScalarType::Void, 1},
    Row{"float8_e8m0fnu", "", "", ScalarType::Void, 1},
    Row{"float4_e2m1fn_x2", "", "", ScalarType::Void, 1},
    Row{"bits8", "", "", ScalarType::Void, 1},
    Row{"bits16", "", "", ScalarType::Void, 2},
    Row{"bits1x8", "", "", ScalarType::Void, 1},
    Row{"bits2x4", "", "", ScalarType::Void, 1},
    Row{"bits4x2", "", "", ScalarType::Void, 1},
};

ElementType element_of(const Row& row)
{
    if (row.type != ScalarType::Void)
        return {std::string(row.name), DType::of(row.type)};
    DType dtype = DType::sized(ScalarType::Void, row.bytes);
    dtype.label = row.name;
    return {std::string(row.name), dtype};
}

} // namespace

std::optional<ElementType> storage_element(std::string_view qualified_name)
{
    if (qualified_name == "torch.storage.UntypedStorage" ||
        qualified_name == "torch.storage._UntypedStorage")
        return ElementType{"uint8", DType::of(ScalarType::UInt8)};
    for (const std::string_view module : {"torch.cuda."sv, "torch."sv}) {
        if (!qualified_name.starts_with(module) || !qualified_name.ends_with("Storage"))
            continue;
        std::string_view name = qualified_name.substr(module.size());
        name.remove_suffix("Storage"sv.size());
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& candidate) {
            return !candidate.storage.empty() && candidate.storage == name;
        });
        if (row != rows.end())
            return element_of(*row);
    }
    return std::nullopt;
}

std::optional<ElementType> named_element(std::string_view qualified_name)
{
    constexpr auto module = "torch."sv;
    if (!qualified_name.starts_with(module))
        return std::nullopt;
    const std::string_view name = qualified_name.substr(module.size());
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& candidate) {
        return candidate.name == name || (!candidate.other.empty() && candidate.other == name);
    });
    return row == rows.end() ? std::nullopt : std::optional(element_of(*row));
}

std::optional<WrittenType> written_type(const DType& dtype)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& candidate) {
        // Quantised types come behind the integers that they are stored as; their packed ones, and
        // complex32, have a storage in torch that no plain tensor is written with.
        if (candidate.type != ScalarType::Void || dtype.type != ScalarType::Void)
            return candidate.type == dtype.type;
        return candidate.storage.empty() && candidate.name == dtype.label &&
               candidate.bytes == dtype.item_size;
    });
    return row == rows.end() ? std::nullopt : std::optional(WrittenType{row->name, row->storage});
}

bool can_be_parameter(const DType& dtype)
{
    switch (dtype.type) {
    case ScalarType::Float8E4M3FN:
    case ScalarType::Float8E5M2:
    case ScalarType::Float16:
    case ScalarType::BFloat16:
    case ScalarType::Float32:
    case ScalarType::Float64:
    case ScalarType::Complex64:
    case ScalarType::Complex128:
        return true;
    case ScalarType::Void:
        return dtype.label.starts_with("float") || dtype.label.starts_with("complex");
    default:
        return false;
    }
}

} // namespace strata::torch
