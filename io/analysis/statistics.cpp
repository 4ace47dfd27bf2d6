// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/statistics.h"

#include "io/analysis/bin_layout.h"
#include "io/analysis/count_table.h"
#include "io/analysis/sampled_statistics.h"
#include "io/base/guarded.h"
#include "io/model/presence.h"
#include "io/source/tensor_reader.h"

#include <cmath>
#include <complex>

namespace strata {

namespace {

/// Calls `function` with a value-less tag of the C++ type that items of `type` are.
template <class T> struct Tag {
    using Type = T;
};
template <class R, class Function> Result<R> with_stored_type(ScalarType type, Function function)
{
    switch (type) {
    case ScalarType::Int32:
        return function(Tag<std::int32_t>());
    case ScalarType::Int64:
        return function(Tag<std::int64_t>());
    case ScalarType::UInt32:
        return function(Tag<std::uint32_t>());
    case ScalarType::UInt64:
        return function(Tag<std::uint64_t>());
    case ScalarType::Float32:
        return function(Tag<float>());
    case ScalarType::Float64:
        return function(Tag<double>());
    case ScalarType::LongDouble:
        return function(Tag<long double>());
    case ScalarType::Complex64:
        return function(Tag<std::complex<float>>());
    case ScalarType::Complex128:
        return function(Tag<std::complex<double>>());
    default:
        return fail(ErrorCode::UnsupportedFeature, "dtype without numbers");
    }
}

/// The reader of a tensor whose items are numbers of the size that their type has; where the file
/// ends within them, of those that are there.
Result<TensorReader> plan_numbers(const Tensor& tensor, const SourceSet& sources)
{
    if (!tensor.dtype.is_numeric())
        return fail(ErrorCode::UnsupportedFeature, "dtype without numbers: " + tensor.dtype.name());
    if (tensor.dtype.item_size != DType::of(tensor.dtype.type).item_size)
        return fail(ErrorCode::Malformed, "item size of " + tensor.dtype.name());
    return TensorReader::plan_present(tensor, sources);
}

Result<void> check_bins(std::size_t bins)
{
    if (bins == 0 || bins > most_bins)
        return fail(ErrorCode::BadArgument, "bins");
    return {};
}

Result<CountTable> count_patterns(const TensorReader& reader, ScalarType type, unsigned threads,
                                  const JobContext& job)
{
    const unsigned workers = worker_count(reader, threads);
    std::vector<CountTable> shares(workers, CountTable(type));
    STRATA_TRY(reader.for_each(job, workers,
                               [&](const ValueBlock& block, unsigned worker) -> Result<void> {
                                   shares[worker].add(block.bytes);
                                   return {};
                               }));
    for (std::size_t i = 1; i < shares.size(); ++i)
        shares[0].append(shares[i]);
    return std::move(shares[0]);
}

} // namespace

double to_double(const Number& number)
{
    return std::visit([](auto value) { return static_cast<double>(value); }, number);
}

bool Statistics::constant() const
{
    return !partial && count > 1 && finite() == count && min == max;
}

bool Statistics::all_zero() const
{
    return !partial && count > 0 && zeros == count;
}

namespace {

Result<Statistics> statistics_of(const Tensor& tensor, const SourceSet& sources,
                                 const StatisticsRequest& request, const JobContext& job)
{
    STRATA_TRY(check_bins(request.bins));
    STRATA_ASSIGN(const TensorReader reader, plan_numbers(tensor, sources));
    const ScalarType type = tensor.dtype.type;
    if (CountTable::takes(type)) {
        STRATA_ASSIGN(const CountTable table, count_patterns(reader, type, request.threads, job));
        return table.statistics(request.bins);
    }
    return with_stored_type<Statistics>(type, [&](auto tag) {
        return sampled_statistics<typename decltype(tag)::Type>(reader, request, job);
    });
}

Result<Histogram> histogram_of(const Tensor& tensor, const SourceSet& sources, double low,
                               double high, std::size_t bins, const JobContext& job)
{
    STRATA_TRY(check_bins(bins));
    if (!std::isfinite(low) || !std::isfinite(high) || low >= high)
        return fail(ErrorCode::BadArgument, "range");
    STRATA_ASSIGN(const TensorReader reader, plan_numbers(tensor, sources));
    const ScalarType type = tensor.dtype.type;
    if (CountTable::takes(type)) {
        STRATA_ASSIGN(const CountTable table, count_patterns(reader, type, 0, job));
        return table.histogram(even_edges(low, high, bins));
    }
    return with_stored_type<Histogram>(type, [&](auto tag) {
        return sampled_histogram<typename decltype(tag)::Type>(reader, even_edges(low, high, bins),
                                                               job);
    });
}

} // namespace

Result<Statistics> compute_statistics(const Tensor& tensor, const SourceSet& sources,
                                      const StatisticsRequest& request, const JobContext& job)
{
    return guarded([&] {
        Result<Statistics> statistics = statistics_of(tensor, sources, request, job);
        if (statistics)
            statistics->partial = presence_of(tensor) == Presence::Cut;
        return statistics;
    });
}

Result<Histogram> compute_histogram(const Tensor& tensor, const SourceSet& sources, double low,
                                    double high, std::size_t bins, const JobContext& job)
{
    return guarded([&] { return histogram_of(tensor, sources, low, high, bins, job); });
}

} // namespace strata
