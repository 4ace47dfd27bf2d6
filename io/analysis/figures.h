// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>

namespace strata {

/// Counts, extremes and sums of a part of a tensor. Means and sums of squares are kept as mean and
/// squared deviation, which does not cancel when the mean is far from zero, and in long double,
/// whose exponents hold the square of every double.
struct Figures {
    std::uint64_t finite = 0;
    std::uint64_t zeros = 0;
    std::uint64_t nan = 0;
    std::uint64_t positive_infinity = 0;
    std::uint64_t negative_infinity = 0;
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
    long double mean = 0;
    long double deviation = 0; ///< sum of squared differences from the mean
    long double absolute = 0;  ///< sum of magnitudes

    [[nodiscard]] std::uint64_t not_finite() const
    {
        return nan + positive_infinity + negative_infinity;
    }
    [[nodiscard]] double l1() const { return static_cast<double>(absolute); }
    [[nodiscard]] double l2() const;
    [[nodiscard]] double standard_deviation() const; ///< with ddof 0

    /// Sets mean and deviation from sums of (value - shift) and of its square.
    void set_sums(long double shift, long double sum, long double squares);
    /// Takes in the values that follow. Rounding depends on the order of the calls.
    void append(const Figures& next);
};

} // namespace strata
