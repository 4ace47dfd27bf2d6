// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/dtype.h"

#include <charconv>

namespace strata {

namespace {

struct ScalarFacts {
    const char* name;
    std::uint64_t size; ///< 0: the dtype says
};

ScalarFacts facts_of(ScalarType type)
{
    switch (type) {
    case ScalarType::Bool:
        return {"bool", 1};
    case ScalarType::Int8:
        return {"int8", 1};
    case ScalarType::Int16:
        return {"int16", 2};
    case ScalarType::Int32:
        return {"int32", 4};
    case ScalarType::Int64:
        return {"int64", 8};
    case ScalarType::UInt8:
        return {"uint8", 1};
    case ScalarType::UInt16:
        return {"uint16", 2};
    case ScalarType::UInt32:
        return {"uint32", 4};
    case ScalarType::UInt64:
        return {"uint64", 8};
    case ScalarType::Float8E4M3FN:
        return {"float8_e4m3fn", 1};
    case ScalarType::Float8E5M2:
        return {"float8_e5m2", 1};
    case ScalarType::Float16:
        return {"float16", 2};
    case ScalarType::BFloat16:
        return {"bfloat16", 2};
    case ScalarType::Float32:
        return {"float32", 4};
    case ScalarType::Float64:
        return {"float64", 8};
    case ScalarType::LongDouble:
        return {"float128", 16};
    case ScalarType::Complex64:
        return {"complex64", 8};
    case ScalarType::Complex128:
        return {"complex128", 16};
    case ScalarType::Bytes:
        return {"bytes", 0};
    case ScalarType::Unicode:
        return {"str", 0};
    case ScalarType::Datetime:
        return {"datetime64", 8};
    case ScalarType::Timedelta:
        return {"timedelta64", 8};
    case ScalarType::Struct:
    case ScalarType::Void:
        return {"void", 0};
    case ScalarType::Object:
        return {"object", 8};
    }
    return {"void", 0};
}

std::optional<ScalarType> scalar_type(char kind, std::uint64_t size)
{
    switch (kind) {
    case 'b':
        return size == 1 ? std::optional(ScalarType::Bool) : std::nullopt;
    case 'i':
        switch (size) {
        case 1:
            return ScalarType::Int8;
        case 2:
            return ScalarType::Int16;
        case 4:
            return ScalarType::Int32;
        case 8:
            return ScalarType::Int64;
        default:
            return std::nullopt;
        }
    case 'u':
        switch (size) {
        case 1:
            return ScalarType::UInt8;
        case 2:
            return ScalarType::UInt16;
        case 4:
            return ScalarType::UInt32;
        case 8:
            return ScalarType::UInt64;
        default:
            return std::nullopt;
        }
    case 'f':
        switch (size) {
        case 2:
            return ScalarType::Float16;
        case 4:
            return ScalarType::Float32;
        case 8:
            return ScalarType::Float64;
        case 16:
            return ScalarType::LongDouble;
        default:
            return std::nullopt;
        }
    case 'c':
        switch (size) {
        case 8:
            return ScalarType::Complex64;
        case 16:
            return ScalarType::Complex128;
        default:
            return std::nullopt;
        }
    default:
        return std::nullopt;
    }
}

/// "[ns]" or "[25s]" without the brackets; nothing when it is not of that form.
std::optional<std::string> bracketed(std::string_view text)
{
    if (text.empty())
        return std::string("generic");
    if (text.size() < 3 || text.front() != '[' || text.back() != ']')
        return std::nullopt;
    return std::string(text.substr(1, text.size() - 2));
}

} // namespace

DType DType::of(ScalarType type, bool big_endian)
{
    DType dtype;
    dtype.type = type;
    dtype.item_size = facts_of(type).size;
    dtype.big_endian = big_endian && dtype.item_size > 1;
    return dtype;
}

DType DType::sized(ScalarType type, std::uint64_t item_size, bool big_endian)
{
    DType dtype;
    dtype.type = type;
    dtype.item_size = item_size;
    dtype.big_endian = big_endian && type == ScalarType::Unicode;
    return dtype;
}

DType DType::structure(std::vector<DTypeField> fields, std::uint64_t item_size)
{
    DType dtype;
    dtype.type = ScalarType::Struct;
    dtype.item_size = item_size;
    dtype.fields = std::make_shared<const std::vector<DTypeField>>(std::move(fields));
    return dtype;
}

std::string DType::name() const
{
    if (!label.empty())
        return label;
    const std::string base = facts_of(type).name;
    switch (type) {
    case ScalarType::Bytes:
    case ScalarType::Unicode:
    case ScalarType::Void:
    case ScalarType::Struct:
        return item_size == 0 ? base : base + std::to_string(item_size * 8);
    case ScalarType::Datetime:
    case ScalarType::Timedelta:
        return unit.empty() || unit == "generic" ? base : base + "[" + unit + "]";
    default:
        return base;
    }
}

bool DType::is_numeric() const
{
    return type <= ScalarType::Complex128;
}

bool DType::is_integer() const
{
    return type >= ScalarType::Int8 && type <= ScalarType::UInt64;
}

bool DType::is_complex() const
{
    return type == ScalarType::Complex64 || type == ScalarType::Complex128;
}

bool DType::operator==(const DType& other) const
{
    if (type != other.type || big_endian != other.big_endian || item_size != other.item_size ||
        unit != other.unit || label != other.label)
        return false;
    if (!fields || !other.fields)
        return fields == other.fields;
    return *fields == *other.fields;
}

namespace {

/// A complex number of two LongDouble.
DType long_complex(bool big_endian)
{
    const DType part = DType::of(ScalarType::LongDouble, big_endian);
    std::vector<DTypeField> parts(2);
    parts[0] = {"real", part, 0, {}};
    parts[1] = {"imag", part, part.item_size, {}};
    DType dtype = DType::structure(std::move(parts), 2 * part.item_size);
    dtype.label = "complex256";
    return dtype;
}

} // namespace

std::optional<DType> dtype_from_typestr(std::string_view typestr)
{
    bool big_endian = false;
    if (!typestr.empty() && std::string_view("<>|=").find(typestr.front()) != std::string::npos) {
        big_endian = typestr.front() == '>';
        typestr.remove_prefix(1);
    }
    if (typestr.empty())
        return std::nullopt;
    const char kind = typestr.front();
    typestr.remove_prefix(1);
    if (kind == 'O')
        return DType::of(ScalarType::Object);

    std::uint64_t size = 0;
    const char* const end = typestr.data() + typestr.size();
    const auto parsed = std::from_chars(typestr.data(), end, size);
    const bool has_size = parsed.ec == std::errc();
    const std::string_view rest = has_size ? std::string_view(parsed.ptr, end) : typestr;
    if (kind == 'M' || kind == 'm') {
        auto dtype =
            DType::of(kind == 'M' ? ScalarType::Datetime : ScalarType::Timedelta, big_endian);
        const auto unit = bracketed(rest);
        if (!unit || (has_size && size != 8))
            return std::nullopt;
        dtype.unit = *unit;
        return dtype;
    }
    if (!rest.empty() || (!has_size && typestr.size() != 0))
        return std::nullopt;
    // An item of more than 2 GiB is refused by numpy (itemsize is a C int).
    if (size > 0x7fffffff)
        return std::nullopt;
    if (kind == 'c' && size == 32)
        return long_complex(big_endian);
    switch (kind) {
    case 'S':
    case 'a':
        return DType::sized(ScalarType::Bytes, size);
    case 'V':
        return DType::sized(ScalarType::Void, size);
    case 'U':
        if (size > 0x7fffffff / 4)
            return std::nullopt;
        return DType::sized(ScalarType::Unicode, size * 4, big_endian);
    default:
        break;
    }
    if (kind == '?' && !has_size)
        return DType::of(ScalarType::Bool);
    const auto type = scalar_type(kind, size);
    if (!type)
        return std::nullopt;
    return DType::of(*type, big_endian);
}

} // namespace strata
