// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/tensor_items.h"

#include "io/analysis/item_number.h"
#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/model/date_text.h"
#include "io/source/item_bytes.h"
#include "widgets/words/short_float.h"

#include <cmath>
#include <cstring>
#include <limits>

namespace strata::words {

namespace {

using Bytes = std::span<const std::byte>;

template <class T> T load(Bytes item)
{
    T value{};
    std::memcpy(&value, item.data(), std::min(sizeof(T), item.size()));
    return value;
}

std::string as_text(Bytes bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void append_utf8(std::string& out, std::uint32_t code)
{
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        code = 0xfffd;
    if (code < 0x80) {
        out.push_back(static_cast<char>(code));
        return;
    }
    const int tail = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static constexpr unsigned heads[] = {0, 0xc0, 0xe0, 0xf0};
    out.push_back(static_cast<char>(heads[tail] | (code >> (6 * tail))));
    for (int i = tail - 1; i >= 0; --i)
        out.push_back(static_cast<char>(0x80 | ((code >> (6 * i)) & 0x3f)));
}

/// UCS-4 items, NUL padded, as UTF-8.
std::string unicode_text(Bytes item)
{
    std::string text;
    std::size_t used = item.size() / 4;
    while (used > 0 && load<std::uint32_t>(item.subspan(4 * (used - 1), 4)) == 0)
        --used;
    for (std::size_t i = 0; i < used; ++i)
        append_utf8(text, load<std::uint32_t>(item.subspan(4 * i, 4)));
    return text;
}

std::string bytes_text(Bytes item)
{
    while (!item.empty() && item.back() == std::byte{0})
        item = item.first(item.size() - 1);
    return as_text(item);
}

Value unsigned_value(std::uint64_t value)
{
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return Value::big_integer(std::to_string(value));
    return Value::integer(static_cast<std::int64_t>(value));
}

Value field_value(const DTypeField& field, Bytes record)
{
    const auto count = checked_product(field.shape);
    const std::uint64_t size = field.type.item_size;
    const auto bytes = count ? checked_multiply(*count, size) : std::nullopt;
    if (!bytes || *count > limits::value_items || !range_fits(field.offset, *bytes, record.size()))
        return Value::opaque("outside the record");
    std::vector<Value> items;
    for (std::uint64_t i = 0; i < *count; ++i) {
        const Bytes stored = record.subspan(field.offset + i * size, size);
        // Fields keep their stored byte order inside a record.
        std::vector<std::byte> item(stored.begin(), stored.end());
        to_native_order(item, field.type);
        items.push_back(item_value(field.type, item));
    }
    if (field.shape.empty())
        return items.empty() ? Value() : std::move(items.front());
    return Value::sequence(Value::Kind::List, std::move(items));
}

Value record_value(const DType& dtype, Bytes record)
{
    std::vector<ValueEntry> entries;
    if (dtype.fields) {
        for (const DTypeField& field : *dtype.fields)
            entries.push_back({Value::text(field.name), field_value(field, record)});
    }
    return Value::dict(std::move(entries));
}

Value complex_value(const DType& dtype, Bytes item)
{
    if (dtype.type == ScalarType::Complex64)
        return Value::complex(load<float>(item), load<float>(item.subspan(4)));
    return Value::complex(load<double>(item), load<double>(item.subspan(8)));
}

} // namespace

Value item_value(const DType& dtype, Bytes item)
{
    if (item.size() < dtype.item_size)
        return Value::opaque("cut");
    switch (dtype.type) {
    case ScalarType::Bool:
        return Value::boolean(load<std::uint8_t>(item) != 0);
    case ScalarType::Int8:
    case ScalarType::Int16:
    case ScalarType::Int32:
    case ScalarType::UInt8:
    case ScalarType::UInt16:
    case ScalarType::UInt32:
        return Value::integer(static_cast<std::int64_t>(item_number(dtype, item)));
    case ScalarType::Int64:
        return Value::integer(load<std::int64_t>(item));
    case ScalarType::UInt64:
        return unsigned_value(load<std::uint64_t>(item));
    case ScalarType::Complex64:
    case ScalarType::Complex128:
        return complex_value(dtype, item);
    case ScalarType::Bytes:
        return Value::bytes(bytes_text(item));
    case ScalarType::Unicode:
        return Value::text(unicode_text(item));
    case ScalarType::Datetime:
        return Value::text(datetime_text(load<std::int64_t>(item), dtype.unit));
    case ScalarType::Timedelta:
        return Value::text(timedelta_text(load<std::int64_t>(item), dtype.unit));
    case ScalarType::Struct:
        return record_value(dtype, item);
    case ScalarType::Void:
        return Value::bytes(as_text(item));
    case ScalarType::Object:
        return Value::opaque("object");
    default:
        return Value::real(item_number(dtype, item));
    }
}

std::string item_text(const DType& dtype, Bytes item)
{
    if (item.size() < dtype.item_size)
        return {};
    switch (dtype.type) {
    case ScalarType::Float8E4M3FN:
    case ScalarType::Float8E5M2:
    case ScalarType::Float16:
    case ScalarType::BFloat16:
        return short_float(item_number(dtype, item), dtype.type);
    case ScalarType::Float32:
        return short_float(load<float>(item));
    case ScalarType::Bytes:
        return bytes_text(item);
    case ScalarType::Complex64:
        return short_complex(load<float>(item), load<float>(item.subspan(4)));
    default:
        break;
    }
    const Value value = item_value(dtype, item);
    return value.kind() == Value::Kind::Text ? value.as_text() : value.repr();
}

} // namespace strata::words
