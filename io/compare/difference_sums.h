// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/figures.h"
#include "io/analysis/pair_kernels.h"

#include <cstdint>
#include <limits>
#include <span>

namespace strata {

/// Sums over pairs of values, a part of a tensor at a time. Sums of squares are kept in long
/// double, whose exponents hold the square of every double.
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
    std::uint64_t max_at = 0; ///< the first place of max_abs, as add_pairs() was told

    /// Takes in what comes after.
    void append(const DifferenceSums& next);
};

/// Figures of pairs and of each side, of which zeros and magnitudes are not counted.
struct PairFigures {
    DifferenceSums differences;
    Figures left;
    Figures right;

    /// Takes in what comes after.
    void append(const PairFigures& next);
};

/// Adds at most run_length pairs of values, of which the first is at place `first`.
void add_pairs(std::span<const float> left, std::span<const float> right,
               const Tolerance& tolerance, std::uint64_t first, PairFigures& figures);
void add_pairs(std::span<const double> left, std::span<const double> right,
               const Tolerance& tolerance, std::uint64_t first, PairFigures& figures);
/// Adds one pair, of types that double rounds.
void add_difference(long double left, long double right, const Tolerance& tolerance,
                    std::uint64_t place, DifferenceSums& sums);

/// The sum of the squares of the finite values, and how many those are.
struct SquareSum {
    long double squares = 0;
    std::uint64_t finite = 0;
};
/// Of at most run_length values.
void add_squares(std::span<const float> values, SquareSum& sum);
void add_squares(std::span<const double> values, SquareSum& sum);

} // namespace strata
