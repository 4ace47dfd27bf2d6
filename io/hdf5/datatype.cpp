// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/datatype.h"

#include "io/base/checked.h"
#include "io/hdf5/message.h"

#include <optional>

namespace strata::hdf5 {

namespace {

constexpr int nesting = 40; ///< the worker stops at limits::hdf5_type_depth

Result<Datatype> read(const Value& description, int depth);

Datatype labelled(std::string label, std::uint64_t size, std::string text)
{
    Datatype out;
    out.dtype = DType::sized(ScalarType::Void, size);
    out.dtype.label = std::move(label);
    out.text = std::move(text);
    return out;
}

Datatype referenced(std::string text)
{
    Datatype out;
    out.dtype = DType::of(ScalarType::Object);
    out.text = std::move(text);
    out.variable = true;
    return out;
}

std::string bits(std::uint64_t size)
{
    return std::to_string(size * 8) + "-bit";
}

std::string order_text(const Value& description)
{
    const std::string_view order = text_field(description, "order");
    return order == "big" ? ", big-endian" : order == "little" ? ", little-endian" : "";
}

std::optional<ScalarType> integer_type(std::uint64_t size, bool is_signed)
{
    switch (size) {
    case 1:
        return is_signed ? ScalarType::Int8 : ScalarType::UInt8;
    case 2:
        return is_signed ? ScalarType::Int16 : ScalarType::UInt16;
    case 4:
        return is_signed ? ScalarType::Int32 : ScalarType::UInt32;
    case 8:
        return is_signed ? ScalarType::Int64 : ScalarType::UInt64;
    default:
        return std::nullopt;
    }
}

Datatype read_integer(const Value& description, std::uint64_t size)
{
    const bool is_signed = flag_field(description, "signed");
    const std::string text = std::string(is_signed ? "integer, " : "unsigned integer, ") +
                             bits(size) + order_text(description);
    const auto type = integer_type(size, is_signed);
    const bool whole = number_field(description, "precision") == size * 8 &&
                       number_field(description, "bit_offset") == 0;
    const bool plain_order = size == 1 || text_field(description, "order") != "none";
    if (!type || !whole || !plain_order)
        return labelled("integer" + std::to_string(size * 8), size, text + ", partly used");
    Datatype out;
    out.dtype = DType::of(*type, text_field(description, "order") == "big");
    out.text = text;
    return out;
}

/// Sign, exponent and mantissa as IEEE 754 and bfloat16 have them: position and size.
std::optional<ScalarType> float_type(std::uint64_t size, const std::vector<std::uint64_t>& fields,
                                     std::optional<std::uint64_t> bias)
{
    using Fields = std::vector<std::uint64_t>;
    if (size == 2 && fields == Fields{15, 10, 5, 0, 10} && bias == 15)
        return ScalarType::Float16;
    if (size == 2 && fields == Fields{15, 7, 8, 0, 7} && bias == 127)
        return ScalarType::BFloat16;
    if (size == 4 && fields == Fields{31, 23, 8, 0, 23} && bias == 127)
        return ScalarType::Float32;
    if (size == 8 && fields == Fields{63, 52, 11, 0, 52} && bias == 1023)
        return ScalarType::Float64;
    if (size == 16 && fields == Fields{79, 64, 15, 0, 64} && bias == 16383)
        return ScalarType::LongDouble;
    if (size == 1 && fields == Fields{7, 3, 4, 0, 3} && bias == 7)
        return ScalarType::Float8E4M3FN;
    if (size == 1 && fields == Fields{7, 2, 5, 0, 2} && bias == 15)
        return ScalarType::Float8E5M2;
    return std::nullopt;
}

Datatype read_float(const Value& description, std::uint64_t size)
{
    const std::string text = "float, " + bits(size) + order_text(description);
    const auto fields = numbers_field(description, "fields");
    const std::string_view order = text_field(description, "order");
    const auto type =
        fields ? float_type(size, *fields, number_field(description, "bias")) : std::nullopt;
    if (!type || order == "vax")
        return labelled("float" + std::to_string(size * 8), size, text + ", unusual layout");
    Datatype out;
    out.dtype = DType::of(*type, order == "big");
    out.text = text;
    return out;
}

Datatype read_string(const Value& description, std::uint64_t size)
{
    const std::string set = flag_field(description, "utf8") ? "UTF-8" : "ASCII";
    if (flag_field(description, "variable"))
        return referenced("string, variable, " + set);
    Datatype out;
    out.dtype = DType::sized(ScalarType::Bytes, size);
    out.text = "string, " + std::to_string(size) + " bytes, " + set + ", " +
               std::string(text_field(description, "padding"));
    return out;
}

/// h5py's bool: an 8-bit enum of FALSE = 0 and TRUE = 1.
bool is_boolean(const Value& members, std::uint64_t size)
{
    if (size != 1 || members.kind() != Value::Kind::List || members.items().size() != 2)
        return false;
    const auto is = [](const Value& member, std::string_view name, char value) {
        const Value* const bytes = field(member, "value");
        return text_field(member, "name") == name && bytes && bytes->kind() == Value::Kind::Bytes &&
               bytes->as_text() == std::string(1, value);
    };
    return is(members.items()[0], "FALSE", 0) && is(members.items()[1], "TRUE", 1);
}

Result<Datatype> read_enum(const Value& description, std::uint64_t size, int depth)
{
    const Value* const members = field(description, "members");
    const Value* const base = field(description, "base");
    if (!members || !base)
        return fail(ErrorCode::Malformed, "enum");
    Datatype out;
    if (is_boolean(*members, size)) {
        out.dtype = DType::of(ScalarType::Bool);
        out.text = "enum of FALSE and TRUE";
        return out;
    }
    STRATA_ASSIGN(out, read(*base, depth + 1));
    if (out.dtype.item_size != size || out.variable)
        return fail(ErrorCode::Malformed, "enum size");
    const std::size_t count = members->kind() == Value::Kind::List ? members->items().size() : 0;
    out.text = "enum of " + std::to_string(count) + " names, " + out.text;
    return out;
}

bool is_complex(const std::vector<DTypeField>& fields, std::uint64_t size)
{
    if (fields.size() != 2 || fields[0].name != "r" || fields[1].name != "i" ||
        fields[0].type != fields[1].type)
        return false;
    const ScalarType type = fields[0].type.type;
    return (type == ScalarType::Float32 || type == ScalarType::Float64) && fields[0].offset == 0 &&
           fields[1].offset == size / 2 && fields[0].type.item_size == size / 2;
}

Result<Datatype> read_compound(const Value& description, std::uint64_t size, int depth)
{
    const Value* const members = field(description, "members");
    if (!members || members->kind() != Value::Kind::List)
        return fail(ErrorCode::Malformed, "compound");
    std::vector<DTypeField> fields;
    std::string names;
    bool variable = false;
    for (const Value& member : members->items()) {
        const Value* const type = field(member, "type");
        const auto offset = number_field(member, "offset");
        if (!type || !offset)
            return fail(ErrorCode::Malformed, "compound member");
        STRATA_ASSIGN(Datatype part, read(*type, depth + 1));
        if (!part.variable && !range_fits(*offset, part.dtype.item_size, size))
            return fail(ErrorCode::Malformed, "compound member outside its item");
        variable = variable || part.variable;
        names += (names.empty() ? "" : ", ") + std::string(text_field(member, "name"));
        fields.push_back(
            {std::string(text_field(member, "name")), std::move(part.dtype), *offset, {}});
    }
    if (variable)
        return referenced("compound of " + names);
    Datatype out;
    out.text = "compound of " + names;
    if (is_complex(fields, size)) {
        const bool big = fields[0].type.big_endian;
        out.dtype = DType::of(size == 8 ? ScalarType::Complex64 : ScalarType::Complex128, big);
    } else {
        out.dtype = DType::structure(std::move(fields), size);
    }
    return out;
}

Result<Datatype> read_array(const Value& description, std::uint64_t size, int depth)
{
    const Value* const base = field(description, "base");
    if (!base)
        return fail(ErrorCode::Malformed, "array");
    STRATA_ASSIGN(const Datatype item, read(*base, depth + 1));
    const std::string text = "array of " + item.text;
    if (item.variable)
        return referenced(text);
    return labelled("array of " + item.dtype.name(), size, text);
}

Result<Datatype> read(const Value& description, int depth)
{
    const std::string_view type_class = text_field(description, "class");
    const auto size = number_field(description, "size");
    if (depth > nesting)
        return fail(ErrorCode::LimitExceeded, "hdf5_type_depth");
    if (!size)
        return fail(ErrorCode::Malformed, "datatype");
    if (type_class == "integer")
        return read_integer(description, *size);
    if (type_class == "float")
        return read_float(description, *size);
    if (type_class == "string")
        return read_string(description, *size);
    if (type_class == "enum")
        return read_enum(description, *size, depth);
    if (type_class == "compound")
        return read_compound(description, *size, depth);
    if (type_class == "array")
        return read_array(description, *size, depth);
    if (type_class == "sequence")
        return referenced("sequence, variable");
    if (type_class == "object reference" || type_class == "region reference")
        return referenced(std::string(type_class));
    if (type_class == "opaque") {
        const std::string tag(text_field(description, "tag"));
        Datatype out;
        out.dtype = DType::sized(ScalarType::Void, *size);
        out.text = "opaque, " + std::to_string(*size) + " bytes" + (tag.empty() ? "" : ", " + tag);
        return out;
    }
    return labelled(std::string(type_class.empty() ? "unknown" : type_class), *size,
                    std::string(type_class));
}

} // namespace

Result<Datatype> read_datatype(const Value& description)
{
    return read(description, 0);
}

} // namespace strata::hdf5
