// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/npy_header.h"

#include "io/base/byte_cursor.h"
#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/formats/npy_literal.h"
#include "io/zip/zip_name.h"

#include <algorithm>
#include <array>
#include <set>

namespace strata {

using namespace std::string_view_literals;

namespace {

constexpr auto npy_magic = "\x93NUMPY"sv;

/// numpy keeps the size of an item in a C int.
constexpr std::uint64_t item_size_limit = 0x7fffffff;

tl::unexpected<Error> malformed(std::string what)
{
    return fail(ErrorCode::Malformed, std::move(what));
}

/// Versions 1 and 2 write the header in latin-1.
std::string utf8_of_latin1(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (code < 0x80) {
            out += c;
        } else {
            out += static_cast<char>(0xc0 | code >> 6);
            out += static_cast<char>(0x80 | (code & 0x3f));
        }
    }
    return out;
}

/// A length along an axis.
Result<std::uint64_t> read_length(const Value& value)
{
    if (value.kind() != Value::Kind::Int || value.as_integer() < 0)
        return malformed("shape: " + value.repr(100));
    return static_cast<std::uint64_t>(value.as_integer());
}

/// A tuple of lengths, or one length alone (as a sub-array's shape may be written).
Result<Shape> read_shape(const Value& value)
{
    Shape shape;
    if (value.kind() == Value::Kind::Int) {
        STRATA_ASSIGN(const std::uint64_t length, read_length(value));
        shape.push_back(length);
        return shape;
    }
    if (value.kind() != Value::Kind::Tuple)
        return malformed("shape: " + value.repr(100));
    if (value.items().size() > limits::tensor_rank)
        return fail(ErrorCode::LimitExceeded, "tensor_rank");
    for (const Value& item : value.items()) {
        STRATA_ASSIGN(const std::uint64_t length, read_length(item));
        shape.push_back(length);
    }
    return shape;
}

/// A dtype, with the shape where it is a sub-array.
struct FieldType {
    DType type;
    Shape shape;

    [[nodiscard]] std::optional<std::uint64_t> bytes() const
    {
        const auto count = checked_product(shape);
        return count ? checked_multiply(*count, type.item_size) : std::nullopt;
    }
};

Result<FieldType> read_type(const Value& descr);

Result<DType> read_simple_type(const Value& descr)
{
    const auto dtype = dtype_from_typestr(descr.as_text());
    if (!dtype)
        return malformed("descr: " + descr.repr(100));
    return *dtype;
}

/// (type, shape): a sub-array.
Result<FieldType> read_sub_array(const Value& type, const Value& shape)
{
    STRATA_ASSIGN(FieldType field, read_type(type));
    STRATA_ASSIGN(Shape outer, read_shape(shape));
    outer.insert(outer.end(), field.shape.begin(), field.shape.end());
    if (outer.size() > limits::tensor_rank)
        return fail(ErrorCode::LimitExceeded, "tensor_rank");
    field.shape = std::move(outer);
    return field;
}

/// The name of a field; with a title it is written as (title, name).
Result<std::string> read_field_name(const Value& name)
{
    const bool titled = name.kind() == Value::Kind::Tuple && name.items().size() == 2;
    const Value& text = titled ? name.items()[1] : name;
    if (text.kind() != Value::Kind::Text)
        return malformed("descr: field name " + name.repr(100));
    return text.as_text();
}

/// numpy's descr_to_dtype: nameless void fields are padding between the others.
bool is_padding(const std::string& name, const FieldType& field)
{
    return name.empty() && (!field.shape.empty() || field.type.type == ScalarType::Void);
}

class StructReader {
public:
    /// ("name", type) or ("name", type, shape).
    Result<void> add(const Value& entry)
    {
        const bool is_tuple = entry.kind() == Value::Kind::Tuple;
        const std::size_t parts = is_tuple ? entry.items().size() : 0;
        if (parts != 2 && parts != 3)
            return malformed("descr: field " + entry.repr(100));
        const auto& items = entry.items();
        STRATA_ASSIGN(std::string name, read_field_name(items[0]));
        STRATA_ASSIGN(FieldType field,
                      parts == 2 ? read_type(items[1]) : read_sub_array(items[1], items[2]));
        const auto bytes = field.bytes();
        const std::uint64_t offset = m_size;
        if (!bytes || *bytes > item_size_limit - m_size)
            return malformed("descr: item size");
        m_size += *bytes;
        if (is_padding(name, field))
            return {};
        if (name.empty()) // numpy names it by its place
            name = "f" + std::to_string(m_fields.size());
        if (!m_names.insert(name).second)
            return malformed("descr: field '" + name + "' twice");
        m_fields.push_back(
            {std::move(name), std::move(field.type), offset, std::move(field.shape)});
        return {};
    }

    [[nodiscard]] DType take() && { return DType::structure(std::move(m_fields), m_size); }

private:
    std::vector<DTypeField> m_fields;
    std::set<std::string> m_names;
    std::uint64_t m_size = 0;
};

/// What `descr` may hold (numpy.lib.format.descr_to_dtype): a type string, a list of fields, or
/// (type, shape).
Result<FieldType> read_type(const Value& descr)
{
    if (descr.kind() == Value::Kind::Text) {
        STRATA_ASSIGN(DType dtype, read_simple_type(descr));
        return FieldType{std::move(dtype), {}};
    }
    if (descr.kind() == Value::Kind::Tuple && descr.items().size() == 2)
        return read_sub_array(descr.items()[0], descr.items()[1]);
    if (descr.kind() != Value::Kind::List)
        return malformed("descr: " + descr.repr(100));
    StructReader reader;
    for (const Value& entry : descr.items())
        STRATA_TRY(reader.add(entry));
    return FieldType{std::move(reader).take(), {}};
}

bool holds_objects(const DType& dtype)
{
    if (dtype.type == ScalarType::Object)
        return true;
    return dtype.fields &&
           std::any_of(dtype.fields->begin(), dtype.fields->end(),
                       [](const DTypeField& field) { return holds_objects(field.type); });
}

/// The value of one of the three keys, each of which must be there once and no other.
Result<Value> entry_of(const Value& dict, std::string_view key)
{
    const Value* found = nullptr;
    for (const ValueEntry& entry : dict.entries()) {
        if (entry.key.kind() != Value::Kind::Text || entry.key.as_text() != key)
            continue;
        if (found != nullptr)
            return malformed("key '" + std::string(key) + "' twice");
        found = &entry.value;
    }
    if (found == nullptr)
        return malformed("no key '" + std::string(key) + "'");
    return *found;
}

Result<void> fill_size(NpyHeader& header)
{
    const auto count = checked_product(header.shape);
    const auto bytes = count ? checked_multiply(*count, header.dtype.item_size) : std::nullopt;
    if (!bytes)
        return malformed("shape: more bytes than 64 bits count");
    header.data_bytes = header.objects ? 0 : *bytes;
    return {};
}

Result<NpyHeader> read_dict(const NpyPreamble& preamble, const Value& dict)
{
    if (dict.kind() != Value::Kind::Dict)
        return malformed("header is no dict");
    NpyHeader header;
    header.preamble = preamble;
    STRATA_ASSIGN(header.descr, entry_of(dict, "descr"));
    STRATA_ASSIGN(const Value order, entry_of(dict, "fortran_order"));
    STRATA_ASSIGN(const Value shape, entry_of(dict, "shape"));
    if (dict.entries().size() != 3)
        return malformed("unknown key");
    if (order.kind() != Value::Kind::Bool)
        return malformed("fortran_order: " + order.repr(100));
    header.fortran_order = order.as_bool();
    if (shape.kind() != Value::Kind::Tuple)
        return malformed("shape: " + shape.repr(100));
    STRATA_ASSIGN(header.shape, read_shape(shape));
    STRATA_ASSIGN(FieldType type, read_type(header.descr));
    if (!type.shape.empty())
        return malformed("descr: a sub-array outside a field");
    header.dtype = std::move(type.type);
    header.objects = holds_objects(header.dtype);
    STRATA_TRY(fill_size(header));
    return header;
}

std::string_view text_of(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

bool is_npy(std::span<const std::byte> head)
{
    return text_of(head).starts_with(npy_magic);
}

Result<NpyPreamble> read_npy_preamble(std::span<const std::byte> head)
{
    if (!is_npy(head))
        return fail(ErrorCode::Malformed, "magic string", 0);
    ByteCursor cursor(head.subspan(npy_magic.size()), npy_magic.size());
    NpyPreamble preamble;
    STRATA_ASSIGN(preamble.major, cursor.little<std::uint8_t>());
    STRATA_ASSIGN(preamble.minor, cursor.little<std::uint8_t>());
    if (preamble.major < 1 || preamble.major > 3 || preamble.minor != 0)
        return fail(ErrorCode::UnsupportedFeature,
                    "npy version " + std::to_string(preamble.major) + "." +
                        std::to_string(preamble.minor),
                    npy_magic.size());
    if (preamble.major == 1) {
        STRATA_ASSIGN(preamble.header_bytes, cursor.little<std::uint16_t>());
    } else {
        STRATA_ASSIGN(preamble.header_bytes, cursor.little<std::uint32_t>());
    }
    preamble.header_offset = cursor.offset();
    if (preamble.header_bytes > limits::npy_header_bytes)
        return fail(ErrorCode::LimitExceeded, "npy_header_bytes", preamble.header_offset);
    return preamble;
}

Result<NpyHeader> read_npy_header(std::span<const std::byte> head)
{
    STRATA_ASSIGN(const NpyPreamble preamble, read_npy_preamble(head));
    ByteCursor cursor(head);
    STRATA_TRY(cursor.skip(preamble.header_offset));
    STRATA_ASSIGN(const std::string_view text, cursor.take_text(preamble.header_bytes));
    if (preamble.major == 3 && !is_valid_utf8(text))
        return fail(ErrorCode::Malformed, "header is no UTF-8", preamble.header_offset);
    auto dict =
        preamble.major < 3 ? parse_npy_literal(utf8_of_latin1(text)) : parse_npy_literal(text);
    if (!dict) {
        Error error = std::move(dict).error();
        error.offset = preamble.header_offset + error.offset.value_or(0);
        return fail(std::move(error));
    }
    auto header = read_dict(preamble, *dict);
    if (!header && !header.error().offset)
        header.error().offset = preamble.header_offset;
    return header;
}

Result<NpyHeader> read_npy_header(const ByteSource& source, std::uint64_t offset)
{
    std::array<std::byte, npy_preamble_bytes> start{};
    STRATA_ASSIGN(const std::size_t count, source.read_some(offset, start));
    STRATA_ASSIGN(const NpyPreamble preamble, read_npy_preamble(std::span(start).first(count)));
    STRATA_ASSIGN(const auto head, source.read_copy(offset, preamble.data_offset()));
    return read_npy_header(head);
}

} // namespace strata
