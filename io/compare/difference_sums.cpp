// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/difference_sums.h"

#include "io/analysis/run_figures.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace strata {

namespace {

Figures figures_of_side(const PairRunSums::Side& side, std::size_t count)
{
    Figures figures;
    figures.finite = count;
    figures.min = side.min;
    figures.max = side.max;
    figures.set_sums(side.shift, side.sum, side.deviation);
    return figures;
}

/// One by one, for runs with values that are not finite or whose squares are not.
template <class T>
void add_slowly(std::span<const T> left, std::span<const T> right, const Tolerance& tolerance,
                std::uint64_t first, PairFigures& out)
{
    std::vector<T> room;
    out.left.append(figures_of_run(left, room));
    out.right.append(figures_of_run(right, room));
    for (std::size_t i = 0; i < left.size(); ++i)
        add_difference(left[i], right[i], tolerance, first + i, out.differences);
}

template <class T>
void add_run(std::span<const T> left, std::span<const T> right, const Tolerance& tolerance,
             std::uint64_t first, PairFigures& out)
{
    if (left.empty())
        return;
    const PairRunSums run = sum_pair_run(left, right, tolerance);
    if (!run.holds())
        return add_slowly(left, right, tolerance, first, out);
    out.left.append(figures_of_side(run.left, left.size()));
    out.right.append(figures_of_side(run.right, right.size()));
    DifferenceSums& sums = out.differences;
    sums.finite += left.size();
    sums.changed += run.changed;
    sums.absolute += run.absolute;
    sums.squares += run.squares;
    sums.left += run.left.squares;
    sums.right += run.right.squares;
    sums.product += run.product;
    sums.least = std::min(sums.least, run.least);
    sums.greatest = std::max(sums.greatest, run.greatest);
    if (run.max_abs() > sums.max_abs) {
        sums.max_abs = run.max_abs();
        sums.max_at = first + place_of_difference(left, right, run.max_abs());
    }
}

template <class T> void add_squared(std::span<const T> values, SquareSum& sum)
{
    const double all = square_run(values);
    if (std::isfinite(all)) {
        sum.squares += all;
        sum.finite += values.size();
        return;
    }
    for (const T value : values) {
        if (!std::isfinite(value))
            continue;
        sum.squares += static_cast<long double>(value) * value;
        ++sum.finite;
    }
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

void PairFigures::append(const PairFigures& next)
{
    differences.append(next.differences);
    left.append(next.left);
    right.append(next.right);
}

void add_pairs(std::span<const float> left, std::span<const float> right,
               const Tolerance& tolerance, std::uint64_t first, PairFigures& figures)
{
    add_run(left, right, tolerance, first, figures);
}

void add_pairs(std::span<const double> left, std::span<const double> right,
               const Tolerance& tolerance, std::uint64_t first, PairFigures& figures)
{
    add_run(left, right, tolerance, first, figures);
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

void add_squares(std::span<const float> values, SquareSum& sum)
{
    add_squared(values, sum);
}

void add_squares(std::span<const double> values, SquareSum& sum)
{
    add_squared(values, sum);
}

} // namespace strata
