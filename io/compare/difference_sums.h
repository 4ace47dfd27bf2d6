// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/figures.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace strata {

/// From which difference on two values are not the same: absolute + relative × the larger magnitude.
struct Tolerance {
    double absolute = 0;
    double relative = 0;
};

/// Sums over pairs of values, a part of a tensor at a time. Sums of squares are kept in long double,
/// whose exponents hold the square of every double.
struct DifferenceSums {
    std::uint64_t finite = 0; ///< pairs of which both are
    std::uint64_t changed = 0;
    long double absolute = 0;                               ///< of |b − a|
    long double squares = 0;                                ///< of (b − a)²
    long double left = 0;                                   ///< of a²
    long double right = 0;                                  ///< of b²
    long double product = 0;                                ///< of a × b
    double least = std::numeric_limits<double>::infinity(); ///< of b − a
    double greatest = -std::numeric_limits<double>::infinity();
    double max_abs = -1;      ///< of |b − a|; −1 without any finite pair
    std::uint64_t max_at = 0; ///< the first place of max_abs, as add_differences() was told

    /// Takes in what comes after.
    void append(const DifferenceSums& next);
};

/// Adds pairs of values, of which the first is at place `first`.
void add_differences(std::span<const double> left, std::span<const double> right,
                     const Tolerance& tolerance, std::uint64_t first, DifferenceSums& sums);
/// Adds one pair, of types that double rounds.
void add_difference(long double left, long double right, const Tolerance& tolerance,
                    std::uint64_t place, DifferenceSums& sums);

/// The sum of the squares of the finite values, and how many those are.
struct SquareSum {
    long double squares = 0;
    std::uint64_t finite = 0;
};
void add_squares(std::span<const double> values, SquareSum& sum);

} // namespace strata
