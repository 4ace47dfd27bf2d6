// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

// The numbers of make_expectations.py's recipes, made anew: too many to keep in a file.
namespace recipe {

inline std::uint64_t mix(std::uint64_t index)
{
    std::uint64_t z = (index + 1) * 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

inline double bell(std::uint64_t bits)
{
    std::int64_t sum = -131070;
    for (int part = 0; part < 4; ++part)
        sum += static_cast<std::int64_t>((bits >> (16 * part)) & 0xffff);
    return static_cast<double>(sum) / 32768;
}

inline double uniform(std::uint64_t bits)
{
    return static_cast<double>(bits >> 40) * 0x1p-24;
}

inline double special(std::uint64_t index)
{
    switch (index % 1000) {
    case 7:
        return std::numeric_limits<double>::quiet_NaN();
    case 8:
        return std::numeric_limits<double>::infinity();
    case 9:
        return -std::numeric_limits<double>::infinity();
    default:
        return bell(mix(index));
    }
}

/// A value of a recipe of floats.
inline double real(std::string_view name, std::uint64_t index)
{
    const std::uint64_t bits = mix(index);
    if (name == "bell")
        return bell(bits);
    if (name == "uniform")
        return uniform(bits);
    if (name == "grid")
        return static_cast<double>(bits % 257);
    if (name == "offset")
        return 1e6 + (uniform(bits) * 2 - 1);
    if (name == "sparse")
        return bits % 10 == 0 ? bell(bits) : 0.0;
    if (name == "exponents")
        return std::ldexp(bell(bits), static_cast<int>(bits % 200) - 100);
    if (name == "special")
        return special(index);
    if (name == "outlier")
        return index % 4096 == 0 ? 0.0 : 1e6 + (uniform(bits) * 2 - 1);
    return 0.1; // "constant"
}

/// A value of a recipe of integers, for a type of so many bits.
inline std::uint64_t integer(std::string_view name, std::uint64_t index, int width)
{
    if (name == "bits")
        return mix(index) >> (64 - width);
    return index % (name == "cycle_65536" ? 65'536 : 65'537);
}

} // namespace recipe
