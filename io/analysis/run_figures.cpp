// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/run_figures.h"

#include "io/analysis/float_kernels.h"

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

template <class T> std::span<const T> keep_finite(std::span<const T> run, std::vector<T>& room)
{
    room.resize(std::max(room.size(), run.size()));
    std::size_t kept = 0;
    for (const T value : run) {
        room[kept] = value;
        kept += std::isfinite(value) ? 1 : 0;
    }
    return std::span<const T>(room).first(kept);
}

template <class T> void count_not_finite(std::span<const T> run, Figures& figures)
{
    for (const T value : run) {
        figures.nan += std::isnan(value) ? 1 : 0;
        figures.positive_infinity += std::isinf(value) && value > 0 ? 1 : 0;
        figures.negative_infinity += std::isinf(value) && value < 0 ? 1 : 0;
    }
}

/// Whether squares of the run's values are neither too large nor too small for double.
bool squares_hold(const RunSums& sums)
{
    constexpr double smallest = 1e-130;
    const double peak = std::max(-sums.min, sums.max);
    return std::isfinite(sums.squares) && (peak >= smallest || peak == 0);
}

void take_sums(const RunSums& sums, std::size_t count, Figures& figures)
{
    figures.finite = count;
    figures.zeros = sums.zeros;
    figures.min = sums.min;
    figures.max = sums.max;
    figures.absolute = static_cast<long double>(sums.absolute);
    figures.set_sums(static_cast<long double>(sums.shift), static_cast<long double>(sums.sum),
                     static_cast<long double>(sums.squares));
}

/// The plain way, in long double throughout, for finite values that double cannot square or hold.
template <class T> void take_wide_sums(std::span<const T> run, Figures& figures)
{
    const auto shift = static_cast<long double>(run.front());
    long double sum = 0;
    long double squares = 0;
    for (const T value : run) {
        const auto wide = static_cast<long double>(value);
        sum += wide - shift;
        squares += (wide - shift) * (wide - shift);
        figures.absolute += std::fabs(wide);
        figures.zeros += value == 0 ? 1 : 0;
        figures.min = std::min(figures.min, static_cast<double>(value));
        figures.max = std::max(figures.max, static_cast<double>(value));
    }
    figures.finite = run.size();
    figures.set_sums(shift, sum, squares);
}

template <class T> Figures figures_of(std::span<const T> run, std::vector<T>& room)
{
    Figures figures;
    if (run.empty())
        return figures;
    RunSums sums = sum_run(run);
    if (!squares_hold(sums)) {
        count_not_finite(run, figures);
        if (figures.not_finite() != 0) {
            run = keep_finite(run, room);
            sums = sum_run(run);
        }
    }
    if (run.empty())
        return figures;
    if (squares_hold(sums))
        take_sums(sums, run.size(), figures);
    else
        take_wide_sums(run, figures);
    return figures;
}

template <class T> Figures figures_of_integers(std::span<const T> run)
{
    Figures figures;
    if (!run.empty())
        take_wide_sums(run, figures);
    return figures;
}

} // namespace

std::span<const float> finite_values(std::span<const float> run, std::vector<float>& room)
{
    return keep_finite(run, room);
}

std::span<const double> finite_values(std::span<const double> run, std::vector<double>& room)
{
    return keep_finite(run, room);
}

Figures figures_of_run(std::span<const float> run, std::vector<float>& room)
{
    return figures_of(run, room);
}

Figures figures_of_run(std::span<const double> run, std::vector<double>& room)
{
    return figures_of(run, room);
}

Figures figures_of_run(std::span<const std::int64_t> run)
{
    return figures_of_integers(run);
}

Figures figures_of_run(std::span<const std::uint64_t> run)
{
    return figures_of_integers(run);
}

} // namespace strata
