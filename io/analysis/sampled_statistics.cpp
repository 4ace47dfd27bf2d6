// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/sampled_statistics.h"

#include "io/analysis/bin_layout.h"
#include "io/analysis/cell_table.h"
#include "io/analysis/distinct_set.h"
#include "io/analysis/float_kernels.h"
#include "io/analysis/quantiles.h"
#include "io/analysis/run_figures.h"
#include "io/analysis/samples.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace strata {

namespace {

/// Up to this many values sorting them costs less than the tables do.
constexpr std::size_t sorted_values = 8'192;

/// Figures of a block, which are put together in the order of the blocks, so that rounding does not
/// depend on which thread was first.
struct BlockFigures {
    std::uint64_t first = 0;
    Figures figures;
};

/// Whether every value of the run is a double.
template <class Stored> bool double_holds(std::span<const Stored> items)
{
    if constexpr (std::is_integral_v<Stored> && sizeof(Stored) == 8) {
        constexpr auto most = std::int64_t{1} << std::numeric_limits<double>::digits;
        const auto [least, greatest] = std::minmax_element(items.begin(), items.end());
        if constexpr (std::is_signed_v<Stored>)
            return *least >= -most && *greatest <= most;
        else
            return *greatest <= static_cast<Stored>(most);
    }
    return true;
}

/// What is asked of integers alone. Of other types nothing.
template <class Stored> class IntegerSurvey {
public:
    void add(std::span<const Stored> items)
    {
        if constexpr (std::is_integral_v<Stored>) {
            for (const Stored item : items) {
                m_least = std::min(m_least, item);
                m_greatest = std::max(m_greatest, item);
                m_distinct.insert(static_cast<std::uint64_t>(item));
            }
        }
    }
    void append(const IntegerSurvey& other)
    {
        if constexpr (std::is_integral_v<Stored>) {
            m_distinct.merge(other.m_distinct);
            m_least = std::min(m_least, other.m_least);
            m_greatest = std::max(m_greatest, other.m_greatest);
        }
    }
    /// Puts exact extremes in the place of rounded ones, after the figures.
    void describe(Statistics& statistics) const
    {
        if constexpr (std::is_integral_v<Stored>) {
            using Wide = std::conditional_t<std::is_signed_v<Stored>, std::int64_t, std::uint64_t>;
            statistics.distinct = m_distinct.count();
            if (statistics.count == 0)
                return;
            statistics.min = Wide{m_least};
            statistics.max = Wide{m_greatest};
        }
    }

private:
    DistinctSet m_distinct;
    Stored m_least = std::numeric_limits<Stored>::max();
    Stored m_greatest = std::numeric_limits<Stored>::lowest();
};

/// What one thread gathers in the first pass.
template <class Stored> class Survey {
public:
    using Sample = SampleOf<Stored>;

    /// `copy` is where the block's samples go, or null.
    void add(const ValueBlock& block, Sample* copy)
    {
        BlockFigures& part = m_parts.emplace_back();
        part.first = block.first;
        const auto visit = [&](std::span<const Stored> items, std::span<const Sample> samples) {
            if (copy != nullptr)
                copy = std::copy(samples.begin(), samples.end(), copy);
            m_integers.add(items);
            part.figures.append(figures_of(items, samples));
        };
        m_runs.for_each(block.bytes, visit);
    }

    void append(Survey& other)
    {
        m_parts.insert(m_parts.end(), other.m_parts.begin(), other.m_parts.end());
        m_integers.append(other.m_integers);
    }

    [[nodiscard]] Figures figures()
    {
        std::sort(m_parts.begin(), m_parts.end(),
                  [](const BlockFigures& a, const BlockFigures& b) { return a.first < b.first; });
        Figures all;
        for (const BlockFigures& part : m_parts)
            all.append(part.figures);
        return all;
    }
    [[nodiscard]] const IntegerSurvey<Stored>& integers() const { return m_integers; }

private:
    Figures figures_of(std::span<const Stored> items, std::span<const Sample> samples)
    {
        if constexpr (std::is_integral_v<Stored> && sizeof(Stored) == 8) {
            if (!double_holds(items))
                return figures_of_run(items);
        }
        return figures_of_run(samples, m_room);
    }

    SampleRuns<Stored> m_runs;
    std::vector<Sample> m_room;
    std::vector<BlockFigures> m_parts;
    IntegerSurvey<Stored> m_integers;
};

/// What one thread gathers in the second pass.
template <class Stored> class Binning {
public:
    using Sample = SampleOf<Stored>;

    Binning(const BinLayout<Sample>& layout, bool all_finite)
        : m_table(layout), m_all_finite(all_finite)
    {
    }

    void add(const ValueBlock& block)
    {
        m_runs.for_each(block.bytes, [&](std::span<const Stored>, std::span<const Sample> samples) {
            m_table.add(m_all_finite ? samples : finite_values(samples, m_room));
        });
    }
    [[nodiscard]] CellTable<Sample>& table() { return m_table; }

private:
    CellTable<Sample> m_table;
    SampleRuns<Stored> m_runs;
    std::vector<Sample> m_room;
    bool m_all_finite;
};

unsigned worker_count(const StatisticsRequest& request, const TensorReader& reader)
{
    const unsigned wanted = request.threads == 0 ? default_threads() : request.threads;
    return static_cast<unsigned>(std::clamp<std::uint64_t>(reader.block_count(), 1, wanted));
}

Histogram histogram_of_cells(const std::vector<Cell>& cells, std::vector<double> edges)
{
    Histogram histogram;
    histogram.counts.resize(edges.size() - 1);
    for (const Cell& cell : cells)
        histogram.counts[cell.bin] += cell.count;
    histogram.edges = std::move(edges);
    return histogram;
}

/// The ranks of the values up to and with each cell, less one: where the next cell begins.
std::vector<std::uint64_t> cell_ends(const std::vector<Cell>& cells)
{
    std::vector<std::uint64_t> ends(cells.size());
    std::transform_inclusive_scan(cells.begin(), cells.end(), ends.begin(), std::plus<>(),
                                  [](const Cell& cell) { return cell.count; });
    return ends;
}

std::size_t cell_of_rank(const std::vector<std::uint64_t>& ends, std::uint64_t rank)
{
    return static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), rank) -
                                    ends.begin());
}

/// The middle of the rank's cell, which is within 0.4 % of the value.
std::array<double, 7> approximate_quantiles(const std::vector<Cell>& cells, const Figures& figures)
{
    const auto ends = cell_ends(cells);
    return quantiles_from(figures.finite, [&](std::uint64_t rank) {
        const std::size_t place = cell_of_rank(ends, rank);
        const Cell& cell = cells[place];
        const std::uint64_t before = ends[place] - cell.count;
        if (cell.low == 0 && rank - before < figures.zeros)
            return 0.0;
        return std::clamp(cell.low + (cell.high - cell.low) / 2, figures.min, figures.max);
    });
}

/// Exact quantiles of values whose cells are known: only those cells are sorted that hold a rank
/// which is asked for.
template <class Sample>
std::array<double, 7> selected_quantiles(std::span<const Sample> values,
                                         const BinLayout<Sample>& layout,
                                         const std::vector<Cell>& cells)
{
    const auto ends = cell_ends(cells);
    std::vector<std::uint8_t> wanted(cells.back().index + 1);
    for (const std::uint64_t rank : quantile_ranks(values.size()))
        wanted[cells[cell_of_rank(ends, rank)].index] = 1;

    std::vector<Sample> picked(values.size() + 1);
    std::vector<std::uint32_t> indices(run_length);
    std::size_t count = 0;
    for (std::size_t at = 0; at < values.size(); at += run_length) {
        const auto run = values.subspan(at, std::min(run_length, values.size() - at));
        find_cells(run, layout, {}, indices.data());
        for (std::size_t i = 0; i < run.size(); ++i) {
            picked[count] = run[i];
            count += wanted[indices[i]];
        }
    }
    picked.resize(count);

    // Ranks among the picked ones: those of the cells that were left out do not count.
    std::vector<std::uint64_t> left_out(cells.size());
    std::uint64_t skipped = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        left_out[i] = skipped;
        skipped += wanted[cells[i].index] != 0 ? 0 : cells[i].count;
    }
    auto sorted_until = picked.begin();
    const auto picked_rank = [&](std::uint64_t rank) {
        return static_cast<std::ptrdiff_t>(rank - left_out[cell_of_rank(ends, rank)]);
    };
    for (const std::uint64_t rank : quantile_ranks(values.size())) {
        const auto place = picked.begin() + picked_rank(rank);
        std::nth_element(sorted_until, place, picked.end());
        sorted_until = place + 1;
    }
    return quantiles_from(values.size(), [&](std::uint64_t rank) {
        return static_cast<double>(picked[static_cast<std::size_t>(picked_rank(rank))]);
    });
}

/// Fills in quantiles and histogram from all finite values in memory.
template <class Sample>
void describe_copy(std::vector<Sample>& values, std::vector<double> edges, Statistics& statistics)
{
    const BinLayout<Sample> layout(edges);
    if (values.size() > sorted_values) {
        CellTable<Sample> table(layout);
        table.add(values);
        const std::vector<Cell> cells = table.cells();
        statistics.quantiles = selected_quantiles<Sample>(values, layout, cells);
        statistics.histogram = histogram_of_cells(cells, std::move(edges));
        return;
    }
    std::sort(values.begin(), values.end());
    statistics.quantiles = quantiles_from(values.size(), [&](std::uint64_t rank) {
        return static_cast<double>(values[static_cast<std::size_t>(rank)]);
    });
    statistics.histogram.counts.resize(layout.bins());
    for (const Sample value : values)
        ++statistics.histogram.counts[static_cast<std::size_t>(layout.bin(value))];
    statistics.histogram.edges = std::move(edges);
}

/// Fills in quantiles and histogram by a second pass over the tensor.
template <class Stored>
Result<void> describe_by_pass(const TensorReader& reader, unsigned workers, const JobContext& job,
                              std::vector<double> edges, const Figures& figures,
                              Statistics& statistics)
{
    const BinLayout<SampleOf<Stored>> layout(edges);
    std::vector<Binning<Stored>> shares(workers, {layout, figures.not_finite() == 0});
    STRATA_TRY(reader.for_each(job, workers,
                               [&](const ValueBlock& block, unsigned worker) -> Result<void> {
                                   shares[worker].add(block);
                                   return {};
                               }));
    for (std::size_t i = 1; i < shares.size(); ++i)
        shares[0].table().append(shares[i].table());
    const std::vector<Cell> cells = shares[0].table().cells();
    statistics.quantiles = approximate_quantiles(cells, figures);
    statistics.quantiles_exact = false;
    statistics.histogram = histogram_of_cells(cells, std::move(edges));
    return {};
}

void take_figures(const Figures& figures, Statistics& statistics)
{
    statistics.zeros = figures.zeros;
    statistics.nan = figures.nan;
    statistics.positive_infinity = figures.positive_infinity;
    statistics.negative_infinity = figures.negative_infinity;
    if (figures.finite == 0)
        return;
    statistics.min = figures.min + 0.0;
    statistics.max = figures.max + 0.0;
    statistics.mean = static_cast<double>(figures.mean);
    statistics.std = figures.standard_deviation();
    statistics.l1 = figures.l1();
    statistics.l2 = figures.l2();
}

} // namespace

template <class Stored>
Result<Statistics> sampled_statistics(const TensorReader& reader, const StatisticsRequest& request,
                                      const JobContext& job)
{
    using Sample = SampleOf<Stored>;
    const unsigned workers = worker_count(request, reader);
    std::vector<Sample> copy;
    if (reader.item_count() <= exact_quantile_values)
        copy.resize(static_cast<std::size_t>(reader.item_count()));

    std::vector<Survey<Stored>> surveys(workers);
    STRATA_TRY(reader.for_each(
        job, workers, [&](const ValueBlock& block, unsigned worker) -> Result<void> {
            surveys[worker].add(block, copy.empty() ? nullptr : copy.data() + block.first);
            return {};
        }));
    for (std::size_t i = 1; i < surveys.size(); ++i)
        surveys[0].append(surveys[i]);

    Statistics statistics;
    statistics.count = reader.item_count();
    const Figures figures = surveys[0].figures();
    take_figures(figures, statistics);
    surveys[0].integers().describe(statistics);
    if (figures.finite == 0)
        return statistics;
    auto edges = histogram_edges(figures.min, figures.max, request.bins);
    if (copy.empty()) {
        STRATA_TRY(
            describe_by_pass<Stored>(reader, workers, job, std::move(edges), figures, statistics));
    } else {
        std::erase_if(copy, [](Sample value) { return !std::isfinite(value); });
        describe_copy(copy, std::move(edges), statistics);
    }
    return statistics;
}

template <class Stored>
Result<Histogram> sampled_histogram(const TensorReader& reader, std::vector<double> edges,
                                    const JobContext& job)
{
    using Sample = SampleOf<Stored>;
    const BinLayout<Sample> layout(edges);
    const unsigned workers = worker_count({}, reader);
    // Two tables a worker, taken in turn; the first and last count what lies outside.
    struct Share {
        SampleRuns<Stored> runs;
        std::vector<Sample> room;
        std::vector<std::uint32_t> bins;
        std::vector<std::uint64_t> even;
        std::vector<std::uint64_t> odd;
    };
    std::vector<Share> shares(workers);
    for (Share& share : shares) {
        share.bins.resize(run_length);
        share.even.resize(layout.bins() + 2);
        share.odd.resize(layout.bins() + 2);
    }
    STRATA_TRY(reader.for_each(
        job, workers, [&](const ValueBlock& block, unsigned worker) -> Result<void> {
            Share& share = shares[worker];
            const auto visit = [&](std::span<const Stored>, std::span<const Sample> samples) {
                const auto finite = finite_values(samples, share.room);
                find_bins(finite, layout, share.bins.data());
                for (std::size_t i = 0; i < finite.size(); ++i)
                    ++(i % 2 == 0 ? share.even : share.odd)[share.bins[i]];
            };
            share.runs.for_each(block.bytes, visit);
            return {};
        }));
    Histogram histogram;
    histogram.counts.resize(layout.bins());
    for (const Share& share : shares) {
        histogram.below += share.even.front() + share.odd.front();
        histogram.above += share.even.back() + share.odd.back();
        for (std::size_t bin = 0; bin < layout.bins(); ++bin)
            histogram.counts[bin] += share.even[bin + 1] + share.odd[bin + 1];
    }
    histogram.edges = std::move(edges);
    return histogram;
}

#define STRATA_SAMPLED(Stored)                                                                     \
    template Result<Statistics> sampled_statistics<Stored>(                                        \
        const TensorReader&, const StatisticsRequest&, const JobContext&);                         \
    template Result<Histogram> sampled_histogram<Stored>(const TensorReader&, std::vector<double>, \
                                                         const JobContext&);
STRATA_SAMPLED(float)
STRATA_SAMPLED(double)
STRATA_SAMPLED(long double)
STRATA_SAMPLED(std::complex<float>)
STRATA_SAMPLED(std::complex<double>)
STRATA_SAMPLED(std::int32_t)
STRATA_SAMPLED(std::int64_t)
STRATA_SAMPLED(std::uint32_t)
STRATA_SAMPLED(std::uint64_t)
#undef STRATA_SAMPLED

} // namespace strata
