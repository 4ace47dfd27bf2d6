// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/moments.h"

#include "io/analysis/small_floats.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

namespace strata {

namespace {

/// Numbers that long double holds but double does not count as what a double makes of them.
long double as_double_holds(long double value)
{
    return std::isfinite(static_cast<double>(value)) ? value : static_cast<double>(value);
}

/// Not by hypot(), whose last digit differs from library to library; infinite even beside NaN, as
/// in numpy.
long double magnitude(long double real, long double imaginary)
{
    if (std::isinf(real) || std::isinf(imaginary))
        return std::numeric_limits<long double>::infinity();
    return as_double_holds(std::sqrt(real * real + imaginary * imaginary));
}

} // namespace

bool Moments::takes(const DType& dtype)
{
    return dtype.is_numeric() && dtype.item_size == DType::of(dtype.type).item_size;
}

void Moments::add_number(long double value)
{
    if (std::isnan(value)) {
        ++m_counts.nan;
        return;
    }
    if (std::isinf(value)) {
        ++(value > 0 ? m_counts.positive_infinity : m_counts.negative_infinity);
        return;
    }
    if (m_in_run == run_values) {
        m_before.append(run());
        m_in_run = 0;
        m_sum = 0;
        m_squares = 0;
    }
    if (m_in_run == 0)
        m_shift = value;
    const long double difference = value - m_shift;
    m_sum += difference;
    m_squares += difference * difference;
    ++m_in_run;
}

Figures Moments::run() const
{
    Figures figures;
    figures.finite = m_in_run;
    if (m_in_run != 0)
        figures.set_sums(m_shift, m_sum, m_squares);
    return figures;
}

Figures Moments::figures() const
{
    Figures all = m_before;
    all.append(run());
    all.append(m_counts);
    return all;
}

template <class T> void Moments::add_numbers(std::span<const std::byte> items)
{
    for (std::size_t at = 0; at + sizeof(T) <= items.size(); at += sizeof(T)) {
        T value{};
        std::memcpy(&value, items.data() + at, sizeof(T));
        add_number(as_double_holds(static_cast<long double>(value)));
    }
}

template <class T> void Moments::add_complex(std::span<const std::byte> items)
{
    for (std::size_t at = 0; at + 2 * sizeof(T) <= items.size(); at += 2 * sizeof(T)) {
        std::array<T, 2> parts{};
        std::memcpy(parts.data(), items.data() + at, sizeof parts);
        add_number(magnitude(parts[0], parts[1]));
    }
}

template <class Bits>
void Moments::add_small_floats(std::span<const std::byte> items, double (*decode)(Bits))
{
    for (std::size_t at = 0; at + sizeof(Bits) <= items.size(); at += sizeof(Bits)) {
        Bits bits{};
        std::memcpy(&bits, items.data() + at, sizeof bits);
        add_number(decode(bits));
    }
}

void Moments::add(std::span<const std::byte> items)
{
    switch (m_type) {
    case ScalarType::Bool: // numpy writes 0 and 1; any other byte reads as true
        for (const std::byte item : items)
            add_number(item == std::byte{0} ? 0 : 1);
        return;
    case ScalarType::Int8:
        return add_numbers<std::int8_t>(items);
    case ScalarType::Int16:
        return add_numbers<std::int16_t>(items);
    case ScalarType::Int32:
        return add_numbers<std::int32_t>(items);
    case ScalarType::Int64:
        return add_numbers<std::int64_t>(items);
    case ScalarType::UInt8:
        return add_numbers<std::uint8_t>(items);
    case ScalarType::UInt16:
        return add_numbers<std::uint16_t>(items);
    case ScalarType::UInt32:
        return add_numbers<std::uint32_t>(items);
    case ScalarType::UInt64:
        return add_numbers<std::uint64_t>(items);
    case ScalarType::Float8E4M3FN:
        return add_small_floats<std::uint8_t>(items, decode_float8_e4m3fn);
    case ScalarType::Float8E5M2:
        return add_small_floats<std::uint8_t>(items, decode_float8_e5m2);
    case ScalarType::Float16:
        return add_small_floats<std::uint16_t>(items, decode_float16);
    case ScalarType::BFloat16:
        return add_small_floats<std::uint16_t>(items, decode_bfloat16);
    case ScalarType::Float32:
        return add_numbers<float>(items);
    case ScalarType::Float64:
        return add_numbers<double>(items);
    case ScalarType::LongDouble:
        return add_numbers<long double>(items);
    case ScalarType::Complex64:
        return add_complex<float>(items);
    case ScalarType::Complex128:
        return add_complex<double>(items);
    default:
        return;
    }
}

} // namespace strata
