// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/array_values.h"

#include "io/base/limits.h"
#include "io/source/tensor_reader.h"

#include <cstring>

namespace strata::sklearn {

namespace {

template <class T> T number(std::span<const std::byte> item)
{
    T value;
    std::memcpy(&value, item.data(), sizeof(T));
    return value;
}

Value unsigned_value(std::uint64_t value)
{
    return value <= static_cast<std::uint64_t>(INT64_MAX)
               ? Value::integer(static_cast<std::int64_t>(value))
               : Value::big_integer(std::to_string(value));
}

void append_utf8(std::string& out, std::uint32_t code)
{
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        code = 0xfffd;
    if (code < 0x80) {
        out += static_cast<char>(code);
        return;
    }
    const int extra = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    constexpr std::array<std::uint32_t, 4> lead = {0, 0xc0, 0xe0, 0xf0};
    out += static_cast<char>(lead[static_cast<std::size_t>(extra)] | code >> (6 * extra));
    for (int part = extra - 1; part >= 0; --part)
        out += static_cast<char>(0x80 | (code >> (6 * part) & 0x3f));
}

/// numpy's U: four bytes a character, padded with NUL at the end.
Value unicode_value(std::span<const std::byte> item)
{
    std::size_t characters = item.size() / 4;
    while (characters > 0 && number<std::uint32_t>(item.subspan(4 * (characters - 1))) == 0)
        --characters;
    std::string text;
    for (std::size_t i = 0; i < characters; ++i)
        append_utf8(text, number<std::uint32_t>(item.subspan(4 * i)));
    return Value::text(std::move(text));
}

/// numpy's S: bytes, padded with NUL at the end.
Value bytes_value(std::span<const std::byte> item)
{
    std::string bytes(reinterpret_cast<const char*>(item.data()), item.size());
    bytes.resize(bytes.find_last_not_of('\0') + 1);
    return Value::bytes(std::move(bytes));
}

/// One item in the machine's byte order; nothing for types without a short value.
std::optional<Value> item_value(ScalarType type, std::span<const std::byte> item)
{
    switch (type) {
    case ScalarType::Bool:
        return Value::boolean(item[0] != std::byte{});
    case ScalarType::Int8:
        return Value::integer(number<std::int8_t>(item));
    case ScalarType::Int16:
        return Value::integer(number<std::int16_t>(item));
    case ScalarType::Int32:
        return Value::integer(number<std::int32_t>(item));
    case ScalarType::Int64:
        return Value::integer(number<std::int64_t>(item));
    case ScalarType::UInt8:
        return Value::integer(number<std::uint8_t>(item));
    case ScalarType::UInt16:
        return Value::integer(number<std::uint16_t>(item));
    case ScalarType::UInt32:
        return Value::integer(number<std::uint32_t>(item));
    case ScalarType::UInt64:
        return unsigned_value(number<std::uint64_t>(item));
    case ScalarType::Float32:
        return Value::real(static_cast<double>(number<float>(item)));
    case ScalarType::Float64:
        return Value::real(number<double>(item));
    case ScalarType::Unicode:
        return unicode_value(item);
    case ScalarType::Bytes:
        return bytes_value(item);
    default:
        return std::nullopt;
    }
}

} // namespace

Result<std::vector<Value>> array_values(const Tensor& tensor, const SourceSet& sources,
                                        std::uint64_t max)
{
    const auto count = tensor.count();
    if (!count || *count > max)
        return fail(ErrorCode::LimitExceeded, "array_values");
    if (const auto* const listed = std::get_if<ListedStorage>(&tensor.storage))
        return listed->items ? *listed->items : std::vector<Value>{};
    std::vector<SliceAxis> whole;
    for (const std::uint64_t size : tensor.shape)
        whole.push_back({0, size, 1});
    STRATA_ASSIGN(const auto bytes,
                  read_slice(tensor, sources, whole, {}, limits::block_bytes * 16));
    std::vector<Value> values;
    const auto size = static_cast<std::size_t>(tensor.dtype.item_size);
    for (std::size_t i = 0; i < *count; ++i) {
        auto value = item_value(tensor.dtype.type, std::span(bytes).subspan(i * size, size));
        if (!value)
            return fail(ErrorCode::UnsupportedFeature, tensor.dtype.name());
        values.push_back(*std::move(value));
    }
    return values;
}

} // namespace strata::sklearn
