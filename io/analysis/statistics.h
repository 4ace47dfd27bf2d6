// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/tensor.h"
#include "io/source/byte_source.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace strata {

/// A number as its dtype has it, so that 64-bit integers stay exact.
using Number = std::variant<std::int64_t, std::uint64_t, double>;
[[nodiscard]] double to_double(const Number& number);

/// Counts per bin. Bins follow numpy.histogram: half open, the last one closed.
struct Histogram {
    std::vector<double> edges; ///< counts.size() + 1, rising
    std::vector<std::uint64_t> counts;
    std::uint64_t below = 0; ///< finite values under the first edge
    std::uint64_t above = 0; ///< finite values over the last edge
};

/// The shares for which quantiles are given.
inline constexpr std::array<double, 7> quantile_shares = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

/// Figures over the finite values of a tensor; complex numbers by magnitude. Without any finite
/// value all optionals are empty.
struct Statistics {
    std::uint64_t count = 0;               ///< all values, finite or not
    std::optional<std::uint64_t> distinct; ///< integers and bool of at most 65,536 different values
    std::optional<Number> min;
    std::optional<Number> max;
    std::optional<double> mean;
    std::optional<double> std; ///< with ddof 0
    std::optional<double> l1;
    std::optional<double> l2;
    std::uint64_t zeros = 0;
    std::uint64_t nan = 0;
    std::uint64_t positive_infinity = 0;
    std::uint64_t negative_infinity = 0;
    std::optional<std::array<double, 7>> quantiles; ///< as numpy's method "linear"
    bool quantiles_exact = true;
    bool partial = false; ///< of a tensor in which the file ends: only of what is there
    Histogram histogram;  ///< over [min, max]; numpy's widened range for a constant; else empty

    [[nodiscard]] std::uint64_t finite() const
    {
        return count - nan - positive_infinity - negative_infinity;
    }
    /// More than one value, all the same and finite; never said of a part.
    [[nodiscard]] bool constant() const;
    [[nodiscard]] bool all_zero() const; ///< never said of a part
};

/// More bins than a screen has pixels help nobody.
inline constexpr std::size_t most_bins = 65'536;

struct StatisticsRequest {
    std::size_t bins = 64; ///< 1 to most_bins, otherwise BadArgument
    unsigned threads = 0;  ///< 0: all cores
};

/// Reads the whole tensor once or twice. UnsupportedFeature for a dtype without numbers.
Result<Statistics> compute_statistics(const Tensor& tensor, const SourceSet& sources,
                                      const StatisticsRequest& request, const JobContext& job);

/// A histogram over a range of one's own choosing, low < high, both finite.
Result<Histogram> compute_histogram(const Tensor& tensor, const SourceSet& sources, double low,
                                    double high, std::size_t bins, const JobContext& job);

} // namespace strata
