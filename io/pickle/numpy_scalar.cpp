// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/date_text.h"
#include "io/pickle/numpy.h"
#include "io/pickle/numpy_state.h"
#include "io/pickle/text_forms.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace strata::pickle {

namespace {

/// A scalar of text or raw bytes may be long; the rest is cut where values are cut.
constexpr std::uint64_t most_scalar_bytes = std::uint64_t{1} << 16;

bool is_scalar_call(const Graph& graph, ObjectId id)
{
    const std::string& name = graph.qualified_name(graph.callable(id));
    return name == "numpy.core.multiarray.scalar" || name == "numpy._core.multiarray.scalar";
}

template <class T> T load(const std::byte* bytes, bool swap)
{
    std::array<std::byte, sizeof(T)> raw;
    std::copy_n(bytes, sizeof(T), raw.begin());
    if (swap)
        std::reverse(raw.begin(), raw.end());
    return std::bit_cast<T>(raw);
}

double half_to_double(std::uint16_t bits)
{
    const int exponent = bits >> 10 & 0x1f;
    const int mantissa = bits & 0x3ff;
    double value = exponent == 0    ? std::ldexp(mantissa, -24)
                   : exponent == 31 ? (mantissa ? std::nan("") : INFINITY)
                                    : std::ldexp(mantissa + 1024, exponent - 25);
    return (bits & 0x8000) != 0 ? -value : value;
}

double long_double(const std::byte* bytes)
{
    if constexpr (sizeof(long double) == 16) {
        long double value = 0;
        std::memcpy(&value, bytes, 10);
        return static_cast<double>(value);
    }
    return std::nan("");
}

std::string unicode_text(const std::byte* bytes, std::size_t size, bool swap)
{
    // UCS-4 as UTF-8, through the escape decoder's knowledge of what is a character.
    std::string escaped;
    for (std::size_t i = 0; i + 4 <= size; i += 4) {
        const auto code = load<std::uint32_t>(bytes + i, swap);
        static constexpr char hex[] = "0123456789abcdef";
        escaped += "\\U";
        for (int shift = 28; shift >= 0; shift -= 4)
            escaped += hex[code >> shift & 15];
    }
    std::string text = decode_raw_unicode_escape(escaped);
    while (!text.empty() && text.back() == '\0')
        text.pop_back();
    return text;
}

Value unsigned_value(std::uint64_t value)
{
    if (value <= static_cast<std::uint64_t>(INT64_MAX))
        return Value::integer(static_cast<std::int64_t>(value));
    return Value::big_integer(std::to_string(value));
}

std::optional<Value> number_value(const DType& dtype, const std::byte* bytes)
{
    const bool swap = dtype.big_endian;
    switch (dtype.type) {
    case ScalarType::Bool:
        return Value::boolean(bytes[0] != std::byte{0});
    case ScalarType::Int8:
        return Value::integer(load<std::int8_t>(bytes, swap));
    case ScalarType::Int16:
        return Value::integer(load<std::int16_t>(bytes, swap));
    case ScalarType::Int32:
        return Value::integer(load<std::int32_t>(bytes, swap));
    case ScalarType::Int64:
        return Value::integer(load<std::int64_t>(bytes, swap));
    case ScalarType::UInt8:
        return Value::integer(load<std::uint8_t>(bytes, swap));
    case ScalarType::UInt16:
        return Value::integer(load<std::uint16_t>(bytes, swap));
    case ScalarType::UInt32:
        return Value::integer(load<std::uint32_t>(bytes, swap));
    case ScalarType::UInt64:
        return unsigned_value(load<std::uint64_t>(bytes, swap));
    case ScalarType::Float16:
        return Value::real(half_to_double(load<std::uint16_t>(bytes, swap)));
    case ScalarType::BFloat16:
        return Value::real(std::bit_cast<float>(
            static_cast<std::uint32_t>(load<std::uint16_t>(bytes, swap)) << 16));
    case ScalarType::Float32:
        return Value::real(load<float>(bytes, swap));
    case ScalarType::Float64:
        return Value::real(load<double>(bytes, swap));
    case ScalarType::LongDouble:
        return swap ? std::optional<Value>() : Value::real(long_double(bytes));
    case ScalarType::Complex64:
        return Value::complex(load<float>(bytes, swap), load<float>(bytes + 4, swap));
    case ScalarType::Complex128:
        return Value::complex(load<double>(bytes, swap), load<double>(bytes + 8, swap));
    case ScalarType::Datetime:
        return Value::text(datetime_text(load<std::int64_t>(bytes, swap), dtype.unit));
    case ScalarType::Timedelta:
        return Value::text(timedelta_text(load<std::int64_t>(bytes, swap), dtype.unit));
    default:
        return std::nullopt;
    }
}

Value scalar_value(const DType& dtype, const std::vector<std::byte>& bytes)
{
    const auto raw = [&] {
        return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    if (dtype.type == ScalarType::Unicode)
        return Value::text(unicode_text(bytes.data(), bytes.size(), dtype.big_endian));
    if (dtype.type == ScalarType::Bytes) {
        std::string text = raw();
        while (!text.empty() && text.back() == '\0')
            text.pop_back();
        return Value::bytes(std::move(text));
    }
    if (auto number = number_value(dtype, bytes.data()))
        return *std::move(number);
    return Value::bytes(raw());
}

} // namespace

std::optional<DType> numpy_scalar_dtype(const Graph& graph, ObjectId id)
{
    if (!is_scalar_call(graph, id))
        return std::nullopt;
    auto dtype = read_dtype(graph, graph.argument(id, 0));
    if (!dtype)
        return std::nullopt;
    return *std::move(dtype);
}

std::optional<Value> read_numpy_scalar(const Graph& graph, ObjectId id)
{
    const auto dtype = numpy_scalar_dtype(graph, id);
    if (!dtype || dtype->type == ScalarType::Object || dtype->item_size > most_scalar_bytes)
        return std::nullopt;
    ObjectId data = graph.argument(id, 1);
    if (graph.is_call(data, "_codecs.encode"))
        data = graph.argument(data, 0);
    const auto bytes = graph.read_bytes(data, most_scalar_bytes);
    if (!bytes || bytes->size() != dtype->item_size)
        return std::nullopt;
    return scalar_value(*dtype, *bytes);
}

} // namespace strata::pickle
