// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace strata {

/// The value of a binary float of `exponent_bits` and `mantissa_bits`, laid out as IEEE 754 has it:
/// subnormals below, infinities and NaN in the last exponent.
[[nodiscard]] inline double decode_float(std::uint32_t bits, int exponent_bits, int mantissa_bits)
{
    const std::uint32_t mantissa = bits & ((1U << mantissa_bits) - 1);
    const std::uint32_t last = (1U << exponent_bits) - 1;
    const std::uint32_t exponent = (bits >> mantissa_bits) & last;
    const bool negative = ((bits >> (mantissa_bits + exponent_bits)) & 1) != 0;
    double magnitude = std::numeric_limits<double>::infinity();
    if (exponent == last && mantissa != 0)
        magnitude = std::numeric_limits<double>::quiet_NaN();
    if (exponent != last) {
        const int bias = static_cast<int>(last >> 1);
        const std::uint32_t leading = exponent == 0 ? 0 : 1U << mantissa_bits;
        const int power = std::max(static_cast<int>(exponent), 1) - bias - mantissa_bits;
        magnitude = std::ldexp(static_cast<double>(leading | mantissa), power);
    }
    return negative ? -magnitude : magnitude;
}

[[nodiscard]] inline double decode_float16(std::uint16_t bits)
{
    return decode_float(bits, 5, 10);
}

[[nodiscard]] inline double decode_bfloat16(std::uint16_t bits)
{
    return decode_float(bits, 8, 7);
}

[[nodiscard]] inline double decode_float8_e5m2(std::uint8_t bits)
{
    return decode_float(bits, 5, 2);
}

/// OCP 8-bit Floating Point Specification: no infinities, and only 0x7f and 0xff are NaN.
[[nodiscard]] inline double decode_float8_e4m3fn(std::uint8_t bits)
{
    if ((bits & 0x7f) == 0x7f)
        return std::numeric_limits<double>::quiet_NaN();
    const bool last_exponent = (bits & 0x78) == 0x78;
    const double magnitude =
        last_exponent ? std::ldexp(8 + (bits & 7), 5) : decode_float(bits & 0x7fU, 4, 3);
    return (bits & 0x80) != 0 ? -magnitude : magnitude;
}

} // namespace strata
