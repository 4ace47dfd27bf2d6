// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/float_kernels.h"

#include "io/analysis/run_shift.h"
#include "io/analysis/value_key.h"

#include <algorithm>
#include <cmath>
#include <limits>

// Highway includes this file once for every instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "io/analysis/float_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace strata::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Wide = hn::ScalableTag<double>;
using WideVector = hn::Vec<Wide>;

/// As many values as a vector of doubles has lanes, as doubles.
HWY_INLINE WideVector load_wide(const double* values)
{
    return hn::LoadU(Wide(), values);
}
HWY_INLINE WideVector load_wide(const float* values)
{
    return hn::PromoteTo(Wide(), hn::LoadU(hn::Rebind<float, Wide>(), values));
}

/// One chain of sums; several side by side hide the latency of an addition.
struct SumChain {
    WideVector sum;
    WideVector squares;
    WideVector absolute;

    // Written out: gcc compiles an implicit constructor for the wrong instruction set.
    HWY_INLINE SumChain()
        : sum(hn::Zero(Wide())), squares(hn::Zero(Wide())), absolute(hn::Zero(Wide()))
    {
    }
    HWY_INLINE void add(WideVector value, WideVector shift)
    {
        const auto difference = hn::Sub(value, shift);
        sum = hn::Add(sum, difference);
        squares = hn::MulAdd(difference, difference, squares);
        absolute = hn::Add(absolute, hn::Abs(value));
    }
    HWY_INLINE void add(const SumChain& other)
    {
        sum = hn::Add(sum, other.sum);
        squares = hn::Add(squares, other.squares);
        absolute = hn::Add(absolute, other.absolute);
    }
};

template <class T> struct Extremes {
    using Tag = hn::ScalableTag<T>;
    hn::Vec<Tag> min;
    hn::Vec<Tag> max;
    std::size_t zeros = 0;

    HWY_INLINE Extremes()
        : min(hn::Set(Tag(), std::numeric_limits<T>::infinity())),
          max(hn::Set(Tag(), -std::numeric_limits<T>::infinity()))
    {
    }
    HWY_INLINE void add(const T* values)
    {
        const auto value = hn::LoadU(Tag(), values);
        min = hn::Min(min, value);
        max = hn::Max(max, value);
        zeros += hn::CountTrue(Tag(), hn::Eq(value, hn::Zero(Tag())));
    }
};

double lanes_sum(WideVector values)
{
    return hn::GetLane(hn::SumOfLanes(Wide(), values));
}

template <class T> void add_rest(const T* values, std::size_t count, RunSums& sums)
{
    for (std::size_t i = 0; i < count; ++i) {
        const auto value = static_cast<double>(values[i]);
        const double difference = value - sums.shift;
        sums.sum += difference;
        sums.squares += difference * difference;
        sums.absolute += std::fabs(value);
        sums.min = std::min(sums.min, value);
        sums.max = std::max(sums.max, value);
        sums.zeros += value == 0 ? 1 : 0;
    }
}

template <class T> RunSums sum_values(const T* values, std::size_t count)
{
    const hn::ScalableTag<T> tag;
    const std::size_t lanes = hn::Lanes(tag);
    const std::size_t part = hn::Lanes(Wide());
    const std::size_t step = 4 * part;
    const double middle = middle_of_three(values, count);
    const auto shift = hn::Set(Wide(), middle);
    SumChain a, b, c, d;
    Extremes<T> extremes;
    std::size_t done = 0;
    for (; done + step <= count; done += step) {
        const T* const at = values + done;
        a.add(load_wide(at), shift);
        b.add(load_wide(at + part), shift);
        c.add(load_wide(at + 2 * part), shift);
        d.add(load_wide(at + 3 * part), shift);
        for (std::size_t i = 0; i < step; i += lanes)
            extremes.add(at + i);
    }
    a.add(b);
    c.add(d);
    a.add(c);
    RunSums sums;
    sums.shift = middle;
    sums.sum = lanes_sum(a.sum);
    sums.squares = lanes_sum(a.squares);
    sums.absolute = lanes_sum(a.absolute);
    sums.min = static_cast<double>(hn::GetLane(hn::MinOfLanes(tag, extremes.min)));
    sums.max = static_cast<double>(hn::GetLane(hn::MaxOfLanes(tag, extremes.max)));
    sums.zeros = extremes.zeros;
    add_rest(values + done, count - done, sums);
    return sums;
}

/// The vectors of a BinLayout, spread over the lanes.
template <class T> struct BinVectors {
    using Tag = hn::ScalableTag<T>;
    using IntTag = hn::RebindToSigned<Tag>;
    using Vector = hn::Vec<Tag>;
    using IntVector = hn::Vec<IntTag>;

    explicit BinVectors(const BinLayout<T>& layout)
        : thresholds(layout.thresholds.data()),
          low(hn::Set(Tag(), layout.low)),
          factor(hn::Set(Tag(), layout.factor)),
          tolerance(hn::Set(Tag(), layout.tolerance)),
          bins(hn::Set(Tag(), static_cast<T>(layout.bins())))
    {
    }

    /// The bin by arithmetic; where that comes near an edge, the edge itself decides.
    HWY_INLINE IntVector bin(Vector value) const
    {
        const auto below_all = hn::Set(Tag(), T{-1});
        auto position = hn::Mul(hn::Sub(value, low), factor);
        position = hn::Min(hn::Max(position, below_all), bins);
        const auto nearest = hn::Round(position);
        const auto near = hn::Le(hn::Abs(hn::Sub(position, nearest)), tolerance);
        const auto estimate = hn::ConvertTo(IntTag(), hn::Floor(position));
        if (HWY_LIKELY(hn::AllFalse(Tag(), near)))
            return estimate;
        const auto decided = beside_edge(value, nearest);
        return hn::IfThenElse(hn::RebindMask(IntTag(), near), decided, estimate);
    }

private:
    HWY_INLINE IntVector beside_edge(Vector value, Vector nearest) const
    {
        const auto edge = hn::ConvertTo(IntTag(), hn::Max(nearest, hn::Zero(Tag())));
        const auto threshold = hn::GatherIndex(Tag(), thresholds, edge);
        const auto below = hn::RebindMask(IntTag(), hn::Lt(value, threshold));
        return hn::Add(edge, hn::VecFromMask(IntTag(), below)); // a true mask is -1
    }

    const T* thresholds;
    Vector low;
    Vector factor;
    Vector tolerance;
    Vector bins;
};

/// ValueKey::key of every lane.
template <class T, class Vector> HWY_INLINE auto key_of(Vector value)
{
    using Key = ValueKey<T>;
    const hn::RebindToUnsigned<hn::ScalableTag<T>> bits_tag;
    const hn::RebindToSigned<hn::ScalableTag<T>> int_tag;
    const auto bits = hn::BitCast(bits_tag, value);
    const auto negative =
        hn::BitCast(bits_tag, hn::ShiftRight<Key::width - 1>(hn::BitCast(int_tag, value)));
    const auto flip = hn::Or(negative, hn::Set(bits_tag, Key::sign));
    return hn::ShiftRight<Key::shift>(hn::Xor(bits, flip));
}

template <class Vector> HWY_INLINE void store_indices(Vector indices, std::uint32_t* out)
{
    const hn::DFromV<Vector> tag;
    if constexpr (sizeof(hn::TFromD<decltype(tag)>) == 4)
        hn::StoreU(indices, tag, out);
    else
        hn::StoreU(hn::TruncateTo(hn::Rebind<std::uint32_t, decltype(tag)>(), indices),
                   hn::Rebind<std::uint32_t, decltype(tag)>(), out);
}

template <class T>
void cells_of(const T* values, std::size_t count, const BinLayout<T>& layout, SharedCell shared,
              std::uint32_t* out)
{
    using Tag = hn::ScalableTag<T>;
    const hn::RebindToUnsigned<Tag> bits_tag;
    using Bits = hn::TFromD<decltype(bits_tag)>;
    const std::size_t lanes = hn::Lanes(Tag());
    static_assert(hn::MaxLanes(Tag()) <= stand_ins);
    const BinVectors<T> vectors(layout);
    const auto shared_cell = hn::Set(bits_tag, Bits{shared.cell});
    const auto own_cells = hn::Iota(bits_tag, Bits{shared.first_stand_in});
    std::size_t done = 0;
    for (; layout.estimates && done + lanes <= count; done += lanes) {
        // Adding zero turns -0 into 0.
        const auto value = hn::Add(hn::LoadU(Tag(), values + done), hn::Zero(Tag()));
        const auto bin = hn::BitCast(bits_tag, vectors.bin(value));
        const auto cell = hn::Add(bin, key_of<T>(value));
        store_indices(hn::IfThenElse(hn::Eq(cell, shared_cell), own_cells, cell), out + done);
    }
    for (; done < count; ++done) {
        const T value = values[done] + T{0};
        out[done] = ValueKey<T>::key(value) + static_cast<std::uint32_t>(layout.bin(value));
    }
}

template <class T>
void bins_of(const T* values, std::size_t count, const BinLayout<T>& layout, std::uint32_t* out)
{
    using Tag = hn::ScalableTag<T>;
    const hn::RebindToUnsigned<Tag> bits_tag;
    const std::size_t lanes = hn::Lanes(Tag());
    const BinVectors<T> vectors(layout);
    const auto one = hn::Set(bits_tag, 1);
    std::size_t done = 0;
    for (; layout.estimates && done + lanes <= count; done += lanes) {
        const auto bin = vectors.bin(hn::LoadU(Tag(), values + done));
        store_indices(hn::Add(hn::BitCast(bits_tag, bin), one), out + done);
    }
    for (; done < count; ++done)
        out[done] = static_cast<std::uint32_t>(layout.bin(values[done]) + 1);
}

// The dispatcher wants plain functions.
RunSums sum_floats(const float* values, std::size_t count)
{
    return sum_values(values, count);
}
RunSums sum_doubles(const double* values, std::size_t count)
{
    return sum_values(values, count);
}
void float_cells(const float* values, std::size_t count, const BinLayout<float>& layout,
                 SharedCell shared, std::uint32_t* out)
{
    cells_of(values, count, layout, shared, out);
}
void double_cells(const double* values, std::size_t count, const BinLayout<double>& layout,
                  SharedCell shared, std::uint32_t* out)
{
    cells_of(values, count, layout, shared, out);
}
void float_bins(const float* values, std::size_t count, const BinLayout<float>& layout,
                std::uint32_t* out)
{
    bins_of(values, count, layout, out);
}
void double_bins(const double* values, std::size_t count, const BinLayout<double>& layout,
                 std::uint32_t* out)
{
    bins_of(values, count, layout, out);
}

} // namespace
} // namespace strata::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace strata {

HWY_EXPORT(sum_floats);
HWY_EXPORT(sum_doubles);
HWY_EXPORT(float_cells);
HWY_EXPORT(double_cells);
HWY_EXPORT(float_bins);
HWY_EXPORT(double_bins);

RunSums sum_run(std::span<const float> values)
{
    return values.empty() ? RunSums{}
                          : HWY_DYNAMIC_DISPATCH(sum_floats)(values.data(), values.size());
}

RunSums sum_run(std::span<const double> values)
{
    return values.empty() ? RunSums{}
                          : HWY_DYNAMIC_DISPATCH(sum_doubles)(values.data(), values.size());
}

void find_cells(std::span<const float> values, const BinLayout<float>& layout, SharedCell shared,
                std::uint32_t* cells)
{
    HWY_DYNAMIC_DISPATCH(float_cells)(values.data(), values.size(), layout, shared, cells);
}

void find_cells(std::span<const double> values, const BinLayout<double>& layout, SharedCell shared,
                std::uint32_t* cells)
{
    HWY_DYNAMIC_DISPATCH(double_cells)(values.data(), values.size(), layout, shared, cells);
}

void find_bins(std::span<const float> values, const BinLayout<float>& layout, std::uint32_t* bins)
{
    HWY_DYNAMIC_DISPATCH(float_bins)(values.data(), values.size(), layout, bins);
}

void find_bins(std::span<const double> values, const BinLayout<double>& layout, std::uint32_t* bins)
{
    HWY_DYNAMIC_DISPATCH(double_bins)(values.data(), values.size(), layout, bins);
}

} // namespace strata
#endif
