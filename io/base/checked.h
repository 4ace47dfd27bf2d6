// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace strata {

/// a + b, or nothing when it does not fit. For every count and offset that a file claims.
[[nodiscard]] constexpr std::optional<std::uint64_t> checked_add(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum))
        return std::nullopt;
    return sum;
}

/// a × b, or nothing when it does not fit.
[[nodiscard]] constexpr std::optional<std::uint64_t> checked_multiply(std::uint64_t a,
                                                                      std::uint64_t b)
{
    std::uint64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product))
        return std::nullopt;
    return product;
}

/// The product of all sizes (1 for none), or nothing when it does not fit. A zero anywhere gives
/// zero, whatever the others are.
[[nodiscard]] constexpr std::optional<std::uint64_t>
checked_product(std::span<const std::uint64_t> sizes)
{
    for (const std::uint64_t size : sizes) {
        if (size == 0)
            return 0;
    }
    std::uint64_t product = 1;
    for (const std::uint64_t size : sizes) {
        const auto next = checked_multiply(product, size);
        if (!next)
            return std::nullopt;
        product = *next;
    }
    return product;
}

/// Whether [offset, offset + length) lies inside [0, size).
[[nodiscard]] constexpr bool range_fits(std::uint64_t offset, std::uint64_t length,
                                        std::uint64_t size)
{
    return offset <= size && length <= size - offset;
}

} // namespace strata
