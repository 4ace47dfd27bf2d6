// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/npy_write.h"

#include "io/base/limits.h"
#include "io/model/value.h"

#include <algorithm>
#include <array>

namespace strata {

namespace {

/// The letter of numpy's array-interface string, or 0.
char kind_letter(ScalarType type)
{
    switch (type) {
    case ScalarType::Bool:
        return 'b';
    case ScalarType::Int8:
    case ScalarType::Int16:
    case ScalarType::Int32:
    case ScalarType::Int64:
        return 'i';
    case ScalarType::UInt8:
    case ScalarType::UInt16:
    case ScalarType::UInt32:
    case ScalarType::UInt64:
        return 'u';
    case ScalarType::Float16:
    case ScalarType::Float32:
    case ScalarType::Float64:
    case ScalarType::LongDouble:
        return 'f';
    case ScalarType::Complex64:
    case ScalarType::Complex128:
        return 'c';
    case ScalarType::Bytes:
        return 'S';
    case ScalarType::Unicode:
        return 'U';
    case ScalarType::Datetime:
        return 'M';
    case ScalarType::Timedelta:
        return 'm';
    case ScalarType::Void:
        return 'V';
    default:
        return 0;
    }
}

bool has_byte_order(ScalarType type, std::uint64_t size)
{
    const bool text = type == ScalarType::Unicode;
    const bool raw = type == ScalarType::Bytes || type == ScalarType::Void;
    return text || (!raw && size > 1);
}

Result<std::string> scalar_descr(const DType& dtype, bool stored_order)
{
    const char letter = kind_letter(dtype.type);
    if (letter == 0)
        return dtype.type == ScalarType::Object
                   ? fail(ErrorCode::BadArgument,
                          "Strata writes no array of objects, which would hold a pickle")
                   : fail(ErrorCode::UnsupportedFeature, "numpy has no type for " + dtype.name());
    const bool ordered = has_byte_order(dtype.type, dtype.item_size);
    const char order = !ordered ? '|' : stored_order && dtype.big_endian ? '>' : '<';
    const bool text = dtype.type == ScalarType::Unicode;
    std::string descr = {order, letter};
    descr += std::to_string(text ? dtype.item_size / 4 : dtype.item_size);
    if (!dtype.unit.empty())
        descr += '[' + dtype.unit + ']';
    return '\'' + descr + '\'';
}

Result<std::string> descr_of(const DType& dtype, bool stored_order, int depth);

/// A tuple as Python writes it: "(2, 3)", "(2,)", "()".
std::string shape_text(const Shape& shape)
{
    std::string text = "(";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
    return text + (shape.size() == 1 ? ",)" : ")");
}

std::string padding(std::uint64_t bytes)
{
    return "('', '|V" + std::to_string(bytes) + "'), ";
}

/// A list of fields; what lies between them becomes a field without a name, as numpy writes it.
Result<std::string> record_descr(const DType& dtype, int depth)
{
    if (!dtype.fields || depth > limits::value_depth)
        return fail(ErrorCode::UnsupportedFeature, "record");
    std::string list = "[";
    std::uint64_t at = 0;
    for (const DTypeField& field : *dtype.fields) {
        if (field.offset < at)
            return fail(ErrorCode::UnsupportedFeature, "fields that overlap");
        if (field.offset > at)
            list += padding(field.offset - at);
        STRATA_ASSIGN(const std::string inner, descr_of(field.type, true, depth + 1));
        list += '(' + python_quoted(field.name) + ", " + inner;
        std::uint64_t count = 1;
        for (const std::uint64_t length : field.shape)
            count *= length;
        if (!field.shape.empty())
            list += ", " + shape_text(field.shape);
        list += "), ";
        at = field.offset + count * field.type.item_size;
    }
    if (dtype.item_size > at)
        list += padding(dtype.item_size - at);
    return list + ']';
}

Result<std::string> descr_of(const DType& dtype, bool stored_order, int depth)
{
    if (dtype.label == "complex256" && dtype.fields)
        return std::string(dtype.fields->front().type.big_endian ? "'>c32'" : "'<c32'");
    if (dtype.type == ScalarType::Struct)
        return record_descr(dtype, depth);
    return scalar_descr(dtype, stored_order);
}

std::string little_endian(std::uint64_t value, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
    return out;
}

} // namespace

Result<std::string> npy_header(const DType& dtype, const Shape& shape)
{
    STRATA_ASSIGN(const std::string descr, descr_of(dtype, false, 0));
    std::string header =
        "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape_text(shape) + ", }";
    const bool ascii = std::all_of(header.begin(), header.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    // Version 1.0 has two bytes for the length; 2.0 has four, and 3.0 is 2.0 with UTF-8.
    const bool is_short = ascii && header.size() < 65'000;
    const int length_bytes = is_short ? 2 : 4;
    const char version = is_short ? '\x01' : ascii ? '\x02' : '\x03';
    const std::size_t before = 8 + static_cast<std::size_t>(length_bytes);
    while ((before + header.size() + 1) % 64 != 0)
        header.push_back(' ');
    header.push_back('\n');
    return std::string("\x93NUMPY") + version + '\0' + little_endian(header.size(), length_bytes) +
           header;
}

} // namespace strata
