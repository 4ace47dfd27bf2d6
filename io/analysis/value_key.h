// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace strata {

/// Numbers the floating point line so that a greater value has a greater key: sign, exponent and
/// seven bits of the mantissa, 16 bits of a float and 19 of a double. All values of one key lie
/// within 1/128 of each other, so the middle of a key is at most 0.4 % from any of them (down to
/// the smallest normal number).
template <class T> struct ValueKey {
    using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    static constexpr int width = static_cast<int>(8 * sizeof(T));
    static constexpr int shift = sizeof(T) == 4 ? 16 : 45;
    static constexpr std::size_t count = std::size_t{1} << (width - shift);
    static constexpr Bits sign = Bits{1} << (width - 1);

    /// The bits of a value in the order of the values. Of a zero only the positive one is meant.
    static Bits ordered(T value)
    {
        const auto bits = std::bit_cast<Bits>(value);
        return (bits & sign) != 0 ? Bits(~bits) : Bits(bits | sign);
    }
    static T value(Bits ordered)
    {
        return std::bit_cast<T>((ordered & sign) != 0 ? Bits(ordered & ~sign) : Bits(~ordered));
    }
    static std::uint32_t key(T value)
    {
        return static_cast<std::uint32_t>(ordered(value) >> shift);
    }
    /// The smallest and the largest value of a key.
    static T first(std::uint32_t key) { return value(Bits{key} << shift); }
    static T last(std::uint32_t key)
    {
        return value((Bits{key} << shift) | ((Bits{1} << shift) - 1));
    }
};

} // namespace strata
