// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/bin_layout.h"
#include "io/analysis/float_kernels.h"
#include "io/analysis/run_figures.h"
#include "io/base/guarded.h"
#include "io/compare/block_work.h"
#include "io/compare/item_doubles.h"
#include "io/compare/pair_survey.h"
#include "io/compare/tensor_difference.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

/// Counts values by the bins of one layout. One per thread.
class BinCounts {
public:
    explicit BinCounts(const BinLayout<double>& layout)
        : m_layout(&layout), m_bins(run_length), m_counts(layout.bins() + 2)
    {
    }

    void add(std::span<const double> values)
    {
        const auto finite = finite_values(values, m_room);
        find_bins(finite, *m_layout, m_bins.data());
        for (std::size_t i = 0; i < finite.size(); ++i)
            ++m_counts[m_bins[i]];
    }
    void add_to(Histogram& histogram) const
    {
        histogram.below += m_counts.front();
        histogram.above += m_counts.back();
        for (std::size_t bin = 0; bin < m_layout->bins(); ++bin)
            histogram.counts[bin] += m_counts[bin + 1];
    }

private:
    const BinLayout<double>* m_layout;
    std::vector<double> m_room;
    std::vector<std::uint32_t> m_bins;
    std::vector<std::uint64_t> m_counts;
};

/// What one thread counts of a pair.
struct PairCounts {
    PairCounts(const BinLayout<double>& sides, const BinLayout<double>& differences)
        : left(sides),
          right(sides),
          difference(differences),
          left_values(run_length),
          right_values(run_length),
          steps(run_length)
    {
    }

    void add(ScalarType left_type, ScalarType right_type, const PairBlock& block)
    {
        const std::size_t left_item = block.left.size() / block.count;
        const std::size_t right_item = block.right.size() / block.count;
        for (std::uint64_t at = 0; at < block.count; at += run_length) {
            const auto count =
                static_cast<std::size_t>(std::min<std::uint64_t>(run_length, block.count - at));
            const auto a = std::span(left_values).first(count);
            const auto b = std::span(right_values).first(count);
            to_doubles(left_type, block.left.subspan(at * left_item, count * left_item), a);
            to_doubles(right_type, block.right.subspan(at * right_item, count * right_item), b);
            left.add(a);
            right.add(b);
            for (std::size_t i = 0; i < count; ++i)
                steps[i] = b[i] - a[i];
            difference.add(std::span<const double>(steps).first(count));
        }
    }

    BinCounts left;
    BinCounts right;
    BinCounts difference;
    std::vector<double> left_values;
    std::vector<double> right_values;
    std::vector<double> steps;
};

using Range = std::optional<std::pair<double, double>>;

Range both(const Range& one, const Range& other)
{
    if (!one || !other)
        return one ? one : other;
    return std::pair(std::min(one->first, other->first), std::max(one->second, other->second));
}

Histogram empty_histogram(const std::vector<double>& edges)
{
    Histogram histogram;
    histogram.edges = edges;
    histogram.counts.assign(edges.size() - 1, 0);
    return histogram;
}

Result<PairHistograms> histograms_of(const OpenDocument& left, const OpenDocument& right,
                                     const TensorPair& pair, const TensorDifference& difference,
                                     std::size_t bins, const JobContext& job)
{
    const Tensor& one = left.document->tensor(pair.left);
    const Tensor& other = right.document->tensor(pair.right);
    if (bins == 0 || bins > most_bins)
        return fail(ErrorCode::BadArgument, "bins");
    if (!pair.comparable || !have_common_values(one.dtype, other.dtype) || one.dtype.is_complex())
        return fail(ErrorCode::BadArgument, "values without an order");
    const Range sides = both(difference.range_left, difference.range_right);
    if (!sides)
        return PairHistograms{};
    const Range steps = difference.range_difference;
    const std::vector<double> edges = histogram_edges(sides->first, sides->second, bins);
    const std::vector<double> step_edges =
        histogram_edges(steps ? steps->first : 0.0, steps ? steps->second : 0.0, bins);
    const BinLayout<double> layout(edges);
    const BinLayout<double> step_layout(step_edges);
    STRATA_ASSIGN(const PairReader reader,
                  PairReader::plan(one, left.sources, other, right.sources, pair.right_axes,
                                   job.without_progress()));
    const auto workers = static_cast<unsigned>(std::clamp<std::uint64_t>(
        default_threads(), 1, std::max<std::uint64_t>(reader.block_count(), 1)));
    std::vector<PairScratch> rooms(workers);
    std::vector<PairCounts> counts(workers, PairCounts(layout, step_layout));
    STRATA_TRY(work_through(reader.block_count(), workers, job,
                            [&](std::uint64_t block, unsigned worker) -> Result<bool> {
                                STRATA_ASSIGN(const PairBlock items,
                                              reader.read(block, rooms[worker], job));
                                counts[worker].add(one.dtype.type, other.dtype.type, items);
                                return true;
                            }));
    PairHistograms out{empty_histogram(edges), empty_histogram(edges), empty_histogram(step_edges)};
    for (const PairCounts& each : counts) {
        each.left.add_to(out.left);
        each.right.add_to(out.right);
        each.difference.add_to(out.difference);
    }
    return out;
}

} // namespace

Result<PairHistograms> compare_histograms(const OpenDocument& left, const OpenDocument& right,
                                          const TensorPair& pair,
                                          const TensorDifference& difference, std::size_t bins,
                                          const JobContext& job)
{
    return guarded([&] { return histograms_of(left, right, pair, difference, bins, job); });
}

} // namespace strata
