// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace strata {

/// From which difference on two values are not the same: absolute + relative × the larger
/// magnitude.
struct Tolerance {
    double absolute = 0;
    double relative = 0;
};

/// Sums over a run of pairs (a, b) of finite values. Of a run with other values, or with squares
/// that leave the range of double, holds() is false and nothing else means anything.
struct PairRunSums {
    struct Side {
        double shift = 0;     ///< one of the values, so that differences from it stay small
        double sum = 0;       ///< of (value - shift)
        double deviation = 0; ///< of (value - shift)²
        double squares = 0;   ///< of value²
        double min = std::numeric_limits<double>::infinity();
        double max = -std::numeric_limits<double>::infinity();
    };
    Side left;
    Side right;
    double absolute = 0;                                    ///< of |b − a|
    double squares = 0;                                     ///< of (b − a)²
    double product = 0;                                     ///< of a × b
    double least = std::numeric_limits<double>::infinity(); ///< of b − a
    double greatest = -std::numeric_limits<double>::infinity();
    std::uint64_t changed = 0; ///< pairs that differ by more than the tolerance

    [[nodiscard]] bool holds() const;
    [[nodiscard]] double max_abs() const; ///< of |b − a|
};

/// Reads both sides once, of one length of at most run_length; compiled as float_kernels.h says.
[[nodiscard]] PairRunSums sum_pair_run(std::span<const float> left, std::span<const float> right,
                                       const Tolerance& tolerance);
[[nodiscard]] PairRunSums sum_pair_run(std::span<const double> left, std::span<const double> right,
                                       const Tolerance& tolerance);

/// The first place where |b − a| is `size`, which is max_abs() of the run; the length without any.
[[nodiscard]] std::size_t place_of_difference(std::span<const float> left,
                                              std::span<const float> right, double size);
[[nodiscard]] std::size_t place_of_difference(std::span<const double> left,
                                              std::span<const double> right, double size);

/// The sum of squares of a run, which is not finite if a value or a square is not.
[[nodiscard]] double square_run(std::span<const float> values);
[[nodiscard]] double square_run(std::span<const double> values);

} // namespace strata
