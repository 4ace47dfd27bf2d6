// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/sampled_statistics.h"

#include "io/analysis/bin_layout.h"
#include "io/analysis/cell_quantiles.h"
#include "io/analysis/cell_table.h"
#include "io/analysis/quantiles.h"
#include "io/analysis/range_counts.h"
#include "io/analysis/samples.h"
#include "io/analysis/survey.h"

#include <algorithm>

namespace strata {

namespace {

/// Up to this many values sorting them costs less than the tables do.
constexpr std::size_t sorted_values = 8'192;

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

Histogram histogram_of_cells(const std::vector<Cell>& cells, std::vector<double> edges)
{
    Histogram histogram;
    histogram.counts.resize(edges.size() - 1);
    for (const Cell& cell : cells)
        histogram.counts[cell.bin] += cell.count;
    histogram.edges = std::move(edges);
    return histogram;
}

void take_figures(const Figures& figures, Statistics& statistics)
{
    statistics.zeros = figures.zeros;
    statistics.nan = figures.nan;
    statistics.positive_infinity = figures.positive_infinity;
    statistics.negative_infinity = figures.negative_infinity;
    if (figures.finite == 0)
        return;
    statistics.min = figures.min + 0.0; // no -0
    statistics.max = figures.max + 0.0;
    statistics.mean = static_cast<double>(figures.mean);
    statistics.std = figures.standard_deviation();
    statistics.l1 = figures.l1();
    statistics.l2 = figures.l2();
}

/// Fills in quantiles and histogram from all finite values in memory, which it sorts.
template <class Sample>
void describe_sorted(std::vector<Sample>& values, std::vector<double> edges, Statistics& statistics)
{
    std::sort(values.begin(), values.end());
    statistics.quantiles = quantiles_from(values.size(), [&](std::uint64_t rank) {
        return static_cast<double>(values[static_cast<std::size_t>(rank)]);
    });
    const BinLayout<Sample> layout(edges);
    statistics.histogram.counts.resize(layout.bins());
    for (const Sample value : values)
        ++statistics.histogram.counts[static_cast<std::size_t>(layout.bin(value))];
    statistics.histogram.edges = std::move(edges);
}

/// The same where sorting would take too long.
template <class Sample>
void describe_selected(std::span<const Sample> values, std::vector<double> edges,
                       Statistics& statistics)
{
    const BinLayout<Sample> layout(edges);
    CellTable<Sample> table(layout);
    table.add(values);
    const std::vector<Cell> cells = table.cells();
    statistics.quantiles = selected_quantiles(values, layout, cells);
    statistics.histogram = histogram_of_cells(cells, std::move(edges));
}

/// The same by a second pass over the tensor, where the values are too many to keep.
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

} // namespace

template <class Stored>
Result<Statistics> sampled_statistics(const TensorReader& reader, const StatisticsRequest& request,
                                      const JobContext& job)
{
    using Sample = SampleOf<Stored>;
    const unsigned workers = worker_count(reader, request.threads);
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
        return statistics;
    }
    std::erase_if(copy, [](Sample value) { return !std::isfinite(value); });
    if (copy.size() <= sorted_values)
        describe_sorted(copy, std::move(edges), statistics);
    else
        describe_selected<Sample>(copy, std::move(edges), statistics);
    return statistics;
}

template <class Stored>
Result<Histogram> sampled_histogram(const TensorReader& reader, std::vector<double> edges,
                                    const JobContext& job)
{
    const BinLayout<SampleOf<Stored>> layout(edges);
    const unsigned workers = worker_count(reader, 0);
    std::vector<RangeCounts<Stored>> shares(workers, RangeCounts<Stored>(layout));
    STRATA_TRY(reader.for_each(job, workers,
                               [&](const ValueBlock& block, unsigned worker) -> Result<void> {
                                   shares[worker].add(block);
                                   return {};
                               }));
    Histogram histogram;
    histogram.counts.resize(layout.bins());
    for (const RangeCounts<Stored>& share : shares)
        share.add_to(histogram);
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
