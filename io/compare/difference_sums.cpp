// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/difference_sums.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace strata {

namespace {

/// Sums go to so many places in turn, so that one need not wait for the last.
constexpr std::size_t lanes = 8;
using Lanes = std::array<double, lanes>;

double total(const Lanes& values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum;
}

/// What is summed up of a run in which every value is finite and no square leaves double. Another
/// run shows in `left`, `right` or `squares`, which are not finite then.
struct FastSums {
    Lanes absolute = {};
    Lanes squares = {};
    Lanes left = {};
    Lanes right = {};
    Lanes product = {};
    Lanes changed = {};
    Lanes least;
    Lanes greatest;

    FastSums()
    {
        least.fill(std::numeric_limits<double>::infinity());
        greatest.fill(-std::numeric_limits<double>::infinity());
    }

    void add(std::size_t lane, double a, double b, const Tolerance& tolerance)
    {
        const double difference = b - a;
        const double size = std::fabs(difference);
        const double a_size = std::fabs(a);
        const double b_size = std::fabs(b);
        const double limit =
            tolerance.absolute + tolerance.relative * (a_size > b_size ? a_size : b_size);
        absolute[lane] += size;
        squares[lane] += difference * difference;
        left[lane] += a * a;
        right[lane] += b * b;
        product[lane] += a * b;
        changed[lane] += size > limit ? 1.0 : 0.0;
        least[lane] = difference < least[lane] ? difference : least[lane];
        greatest[lane] = difference > greatest[lane] ? difference : greatest[lane];
    }
};

FastSums fast_sums(std::span<const double> left, std::span<const double> right,
                   const Tolerance& tolerance)
{
    FastSums sums;
    const std::size_t whole = left.size() / lanes * lanes;
    for (std::size_t i = 0; i < whole; i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            sums.add(lane, left[i + lane], right[i + lane], tolerance);
    }
    for (std::size_t i = whole; i < left.size(); ++i)
        sums.add(i - whole, left[i], right[i], tolerance);
    return sums;
}

/// One by one, for runs with values that are not finite or whose squares are not.
void add_slowly(std::span<const double> left, std::span<const double> right,
                const Tolerance& tolerance, std::uint64_t first, DifferenceSums& sums)
{
    for (std::size_t i = 0; i < left.size(); ++i)
        add_difference(left[i], right[i], tolerance, first + i, sums);
}

} // namespace

void DifferenceSums::append(const DifferenceSums& next)
{
    finite += next.finite;
    changed += next.changed;
    absolute += next.absolute;
    squares += next.squares;
    left += next.left;
    right += next.right;
    product += next.product;
    least = std::min(least, next.least);
    greatest = std::max(greatest, next.greatest);
    if (next.max_abs > max_abs || (next.max_abs == max_abs && next.max_at < max_at)) {
        max_abs = next.max_abs;
        max_at = next.max_at;
    }
}

void add_differences(std::span<const double> left, std::span<const double> right,
                     const Tolerance& tolerance, std::uint64_t first, DifferenceSums& sums)
{
    if (left.empty())
        return;
    const FastSums fast = fast_sums(left, right, tolerance);
    const double squares = total(fast.squares);
    const double left_squares = total(fast.left);
    const double right_squares = total(fast.right);
    if (!std::isfinite(squares) || !std::isfinite(left_squares) || !std::isfinite(right_squares))
        return add_slowly(left, right, tolerance, first, sums);
    sums.finite += left.size();
    sums.changed += static_cast<std::uint64_t>(total(fast.changed));
    sums.absolute += total(fast.absolute);
    sums.squares += squares;
    sums.left += left_squares;
    sums.right += right_squares;
    sums.product += total(fast.product);
    const double least = *std::min_element(fast.least.begin(), fast.least.end());
    const double greatest = *std::max_element(fast.greatest.begin(), fast.greatest.end());
    sums.least = std::min(sums.least, least);
    sums.greatest = std::max(sums.greatest, greatest);
    const double most = std::max(std::fabs(least), std::fabs(greatest));
    if (most <= sums.max_abs)
        return;
    sums.max_abs = most;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (std::fabs(right[i] - left[i]) == most) {
            sums.max_at = first + i;
            return;
        }
    }
}

void add_difference(long double left, long double right, const Tolerance& tolerance,
                    std::uint64_t place, DifferenceSums& sums)
{
    if (!std::isfinite(left) || !std::isfinite(right)) {
        const bool same = left == right || (std::isnan(left) && std::isnan(right));
        sums.changed += same ? 0 : 1;
        return;
    }
    const long double difference = right - left;
    const long double size = std::fabs(difference);
    const long double limit =
        tolerance.absolute + tolerance.relative * std::max(std::fabs(left), std::fabs(right));
    ++sums.finite;
    sums.changed += size > limit ? 1 : 0;
    sums.absolute += size;
    sums.squares += difference * difference;
    sums.left += left * left;
    sums.right += right * right;
    sums.product += left * right;
    sums.least = std::min(sums.least, static_cast<double>(difference));
    sums.greatest = std::max(sums.greatest, static_cast<double>(difference));
    if (static_cast<double>(size) > sums.max_abs) {
        sums.max_abs = static_cast<double>(size);
        sums.max_at = place;
    }
}

void add_squares(std::span<const double> values, SquareSum& sum)
{
    Lanes squares = {};
    const std::size_t whole = values.size() / lanes * lanes;
    for (std::size_t i = 0; i < whole; i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            squares[lane] += values[i + lane] * values[i + lane];
    }
    for (std::size_t i = whole; i < values.size(); ++i)
        squares[i - whole] += values[i] * values[i];
    const double all = total(squares);
    if (std::isfinite(all)) {
        sum.squares += all;
        sum.finite += values.size();
        return;
    }
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        sum.squares += static_cast<long double>(value) * value;
        ++sum.finite;
    }
}

} // namespace strata
