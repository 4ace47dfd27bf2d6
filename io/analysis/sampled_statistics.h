// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <vector>

namespace strata {

/// Statistics of items of type `Stored`, which is float, double, long double, a complex number of
/// float or double, or an integer of 32 or 64 bits. Two passes, and one for at most
/// exact_quantile_values values, which are kept.
template <class Stored>
Result<Statistics> sampled_statistics(const TensorReader& reader, const StatisticsRequest& request,
                                      const JobContext& job);

/// Counts in the bins between the given edges, which rise.
template <class Stored>
Result<Histogram> sampled_histogram(const TensorReader& reader, std::vector<double> edges,
                                    const JobContext& job);

/// Up to this many values quantiles are exact: the values fit memory.
inline constexpr std::uint64_t exact_quantile_values = 1'000'000;

/// How many workers to read with: `wanted`, or the machine's cores when that is 0, and no more than
/// there are blocks.
[[nodiscard]] inline unsigned worker_count(const TensorReader& reader, unsigned wanted)
{
    const unsigned most = wanted == 0 ? default_threads() : wanted;
    return static_cast<unsigned>(std::clamp<std::uint64_t>(reader.block_count(), 1, most));
}

} // namespace strata
