// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace strata {

/// A quantile between two neighbours in the sorted values, as numpy's method "linear" places it.
struct QuantilePlace {
    std::uint64_t lower = 0; ///< rank of the value below, from 0
    std::uint64_t upper = 0;
    double weight = 0; ///< of the upper one
};

/// Where the quantiles of quantile_shares lie among `count` values, count > 0.
[[nodiscard]] std::array<QuantilePlace, quantile_shares.size()>
quantile_places(std::uint64_t count);

/// All ranks that the places name, rising, each once.
[[nodiscard]] std::vector<std::uint64_t> quantile_ranks(std::uint64_t count);

/// The quantiles of `count` values, given the value of a rank.
using ValueAtRank = std::function<double(std::uint64_t rank)>;
[[nodiscard]] std::array<double, quantile_shares.size()>
quantiles_from(std::uint64_t count, const ValueAtRank& value_at);

/// a + (b - a) × weight, rounded as numpy does it.
[[nodiscard]] double interpolate(double a, double b, double weight);

} // namespace strata
