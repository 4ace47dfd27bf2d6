// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/pair_kernels.h"

#include "io/analysis/run_shift.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

// Highway includes this file once for every instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "io/analysis/pair_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace strata::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// D is a tag of doubles throughout, of a whole vector or, for what is left of a run, of one lane.
using WholeVector = hn::ScalableTag<double>;
using OneLane = hn::CappedTag<double, 1>;

/// As many values of type T as D has lanes.
template <class T, class D> using Narrow = hn::Vec<hn::Rebind<T, D>>;

template <class D> HWY_INLINE hn::Vec<D> widened(D tag, Narrow<float, D> values)
{
    return hn::PromoteTo(tag, values);
}
template <class D> HWY_INLINE hn::Vec<D> widened(D /*tag*/, hn::Vec<D> values)
{
    return values;
}

template <class D> double sum_of(hn::Vec<D> values)
{
    return hn::GetLane(hn::SumOfLanes(D(), values));
}
template <class D, class V> double least_of(D tag, V values)
{
    return static_cast<double>(hn::GetLane(hn::MinOfLanes(tag, values)));
}
template <class D, class V> double greatest_of(D tag, V values)
{
    return static_cast<double>(hn::GetLane(hn::MaxOfLanes(tag, values)));
}

// Constructors are written out: gcc compiles an implicit one for the wrong instruction set.

template <class T, class D> struct SideChain {
    using Own = hn::Rebind<T, D>;
    hn::Vec<D> shift;
    hn::Vec<D> sum;
    hn::Vec<D> deviation;
    hn::Vec<D> squares;
    hn::Vec<Own> min;
    hn::Vec<Own> max;

    HWY_INLINE explicit SideChain(double at)
        : shift(hn::Set(D(), at)),
          sum(hn::Zero(D())),
          deviation(hn::Zero(D())),
          squares(hn::Zero(D())),
          min(hn::Set(Own(), std::numeric_limits<T>::infinity())),
          max(hn::Set(Own(), -std::numeric_limits<T>::infinity()))
    {
    }
    HWY_INLINE void add(hn::Vec<Own> stored, hn::Vec<D> value)
    {
        const auto off = hn::Sub(value, shift);
        sum = hn::Add(sum, off);
        deviation = hn::MulAdd(off, off, deviation);
        squares = hn::MulAdd(value, value, squares);
        min = hn::Min(min, stored);
        max = hn::Max(max, stored);
    }
    void add_to(PairRunSums::Side& side) const
    {
        side.sum += sum_of<D>(sum);
        side.deviation += sum_of<D>(deviation);
        side.squares += sum_of<D>(squares);
        side.min = std::min(side.min, least_of(Own(), min));
        side.max = std::max(side.max, greatest_of(Own(), max));
    }
};

/// What has to be more than a difference, where any is one.
struct NoTolerance {};
template <class D> struct Limit {
    hn::Vec<D> absolute;
    hn::Vec<D> relative;

    HWY_INLINE explicit Limit(const Tolerance& tolerance)
        : absolute(hn::Set(D(), tolerance.absolute)), relative(hn::Set(D(), tolerance.relative))
    {
    }
};

template <class T, class D> struct PairChain {
    using Own = hn::Rebind<T, D>;
    SideChain<T, D> left;
    SideChain<T, D> right;
    hn::Vec<D> absolute;
    hn::Vec<D> squares;
    hn::Vec<D> product;
    hn::Vec<D> least;
    hn::Vec<D> greatest;
    std::size_t changed = 0;

    HWY_INLINE explicit PairChain(const PairRunSums& sums)
        : left(sums.left.shift),
          right(sums.right.shift),
          absolute(hn::Zero(D())),
          squares(hn::Zero(D())),
          product(hn::Zero(D())),
          least(hn::Set(D(), std::numeric_limits<double>::infinity())),
          greatest(hn::Set(D(), -std::numeric_limits<double>::infinity()))
    {
    }
    template <class Limits> HWY_INLINE void add(const T* a_at, const T* b_at, const Limits& limits)
    {
        const auto a_stored = hn::LoadU(Own(), a_at);
        const auto b_stored = hn::LoadU(Own(), b_at);
        const auto a = widened(D(), a_stored);
        const auto b = widened(D(), b_stored);
        const auto difference = hn::Sub(b, a);
        const auto size = hn::Abs(difference);
        left.add(a_stored, a);
        right.add(b_stored, b);
        absolute = hn::Add(absolute, size);
        squares = hn::MulAdd(difference, difference, squares);
        product = hn::MulAdd(a, b, product);
        least = hn::Min(least, difference);
        greatest = hn::Max(greatest, difference);
        if constexpr (std::is_same_v<Limits, NoTolerance>) {
            changed += hn::CountTrue(Own(), hn::Ne(a_stored, b_stored));
        } else {
            const auto larger = hn::Max(hn::Abs(a), hn::Abs(b));
            const auto limit = hn::Add(limits.absolute, hn::Mul(limits.relative, larger));
            changed += hn::CountTrue(D(), hn::Gt(size, limit));
        }
    }
    void add_to(PairRunSums& sums) const
    {
        left.add_to(sums.left);
        right.add_to(sums.right);
        sums.absolute += sum_of<D>(absolute);
        sums.squares += sum_of<D>(squares);
        sums.product += sum_of<D>(product);
        sums.least = std::min(sums.least, least_of(D(), least));
        sums.greatest = std::max(sums.greatest, greatest_of(D(), greatest));
        sums.changed += changed;
    }
};

/// Adds pairs as long as they fill vectors; returns how many that were.
template <class T, class D, class Limits>
std::size_t add_pairs(const T* left, const T* right, std::size_t count, D tag, const Limits& limits,
                      PairRunSums& sums)
{
    PairChain<T, D> chain(sums);
    const std::size_t step = hn::Lanes(tag);
    std::size_t done = 0;
    for (; done + step <= count; done += step)
        chain.add(left + done, right + done, limits);
    chain.add_to(sums);
    return done;
}

template <class T>
PairRunSums sum_pairs(const T* left, const T* right, std::size_t count, const Tolerance& tolerance)
{
    PairRunSums sums;
    sums.left.shift = middle_of_three(left, count);
    sums.right.shift = middle_of_three(right, count);
    if (tolerance.absolute == 0 && tolerance.relative == 0) {
        const NoTolerance none;
        const std::size_t done = add_pairs(left, right, count, WholeVector(), none, sums);
        add_pairs(left + done, right + done, count - done, OneLane(), none, sums);
    } else {
        const Limit<WholeVector> limit(tolerance);
        const Limit<OneLane> one(tolerance);
        const std::size_t done = add_pairs(left, right, count, WholeVector(), limit, sums);
        add_pairs(left + done, right + done, count - done, OneLane(), one, sums);
    }
    return sums;
}

template <class T>
std::size_t find_difference(const T* left, const T* right, std::size_t count, double size)
{
    const WholeVector tag;
    const hn::Rebind<T, WholeVector> own;
    const auto wanted = hn::Set(tag, size);
    const std::size_t step = hn::Lanes(tag);
    std::size_t done = 0;
    for (; done + step <= count; done += step) {
        const auto a = widened(tag, hn::LoadU(own, left + done));
        const auto b = widened(tag, hn::LoadU(own, right + done));
        const auto found = hn::FindFirstTrue(tag, hn::Eq(hn::Abs(hn::Sub(b, a)), wanted));
        if (found >= 0)
            return done + static_cast<std::size_t>(found);
    }
    for (; done < count; ++done) {
        const double difference =
            static_cast<double>(right[done]) - static_cast<double>(left[done]);
        if (std::fabs(difference) == size)
            break;
    }
    return done;
}

template <class T> double sum_squares(const T* values, std::size_t count)
{
    const WholeVector tag;
    const hn::Rebind<T, WholeVector> own;
    const std::size_t step = hn::Lanes(tag);
    auto even = hn::Zero(tag); // two chains hide the latency of an addition
    auto odd = hn::Zero(tag);
    std::size_t done = 0;
    for (; done + 2 * step <= count; done += 2 * step) {
        const auto one = widened(tag, hn::LoadU(own, values + done));
        const auto other = widened(tag, hn::LoadU(own, values + done + step));
        even = hn::MulAdd(one, one, even);
        odd = hn::MulAdd(other, other, odd);
    }
    double sum = sum_of<WholeVector>(hn::Add(even, odd));
    for (; done < count; ++done)
        sum += static_cast<double>(values[done]) * static_cast<double>(values[done]);
    return sum;
}

// The dispatcher wants plain functions.
PairRunSums float_pairs(const float* left, const float* right, std::size_t count,
                        const Tolerance& tolerance)
{
    return sum_pairs(left, right, count, tolerance);
}
PairRunSums double_pairs(const double* left, const double* right, std::size_t count,
                         const Tolerance& tolerance)
{
    return sum_pairs(left, right, count, tolerance);
}
std::size_t float_place(const float* left, const float* right, std::size_t count, double size)
{
    return find_difference(left, right, count, size);
}
std::size_t double_place(const double* left, const double* right, std::size_t count, double size)
{
    return find_difference(left, right, count, size);
}
double float_squares(const float* values, std::size_t count)
{
    return sum_squares(values, count);
}
double double_squares(const double* values, std::size_t count)
{
    return sum_squares(values, count);
}

} // namespace
} // namespace strata::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace strata {

HWY_EXPORT(float_pairs);
HWY_EXPORT(double_pairs);
HWY_EXPORT(float_place);
HWY_EXPORT(double_place);
HWY_EXPORT(float_squares);
HWY_EXPORT(double_squares);

bool PairRunSums::holds() const
{
    // Squares of numbers that are all below this would lose their last bits, or all.
    constexpr double smallest = 1e-130;
    const auto in_range = [](double peak, double squared) {
        return std::isfinite(squared) && (peak >= smallest || peak == 0);
    };
    return in_range(std::max(-left.min, left.max), left.squares) &&
           in_range(std::max(-right.min, right.max), right.squares) &&
           in_range(max_abs(), squares) && std::isfinite(left.deviation) &&
           std::isfinite(right.deviation);
}

double PairRunSums::max_abs() const
{
    return std::max(-least, greatest);
}

PairRunSums sum_pair_run(std::span<const float> left, std::span<const float> right,
                         const Tolerance& tolerance)
{
    return HWY_DYNAMIC_DISPATCH(float_pairs)(left.data(), right.data(), left.size(), tolerance);
}

PairRunSums sum_pair_run(std::span<const double> left, std::span<const double> right,
                         const Tolerance& tolerance)
{
    return HWY_DYNAMIC_DISPATCH(double_pairs)(left.data(), right.data(), left.size(), tolerance);
}

std::size_t place_of_difference(std::span<const float> left, std::span<const float> right,
                                double size)
{
    return HWY_DYNAMIC_DISPATCH(float_place)(left.data(), right.data(), left.size(), size);
}

std::size_t place_of_difference(std::span<const double> left, std::span<const double> right,
                                double size)
{
    return HWY_DYNAMIC_DISPATCH(double_place)(left.data(), right.data(), left.size(), size);
}

double square_run(std::span<const float> values)
{
    return HWY_DYNAMIC_DISPATCH(float_squares)(values.data(), values.size());
}

double square_run(std::span<const double> values)
{
    return HWY_DYNAMIC_DISPATCH(double_squares)(values.data(), values.size());
}

} // namespace strata
#endif
