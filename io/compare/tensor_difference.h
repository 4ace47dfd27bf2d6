// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"
#include "io/compare/pairs.h"
#include "io/source/open_document.h"

#include <functional>

namespace strata {

/// How the values of a pair were compared.
enum class ComparedBy : std::uint8_t {
    Bytes,      ///< all bytes are equal
    Values,     ///< one by one
    NarrowType, ///< one by one, up to what the narrower of two dtypes can tell apart
    Items,      ///< items that are no numbers, each equal or not: text, dates, structs, objects
    Nothing,    ///< the shapes differ
};

/// Figures of b − a for the pair (a, b), over the places where both are finite; of complex numbers
/// by magnitude. ComparedBy::Bytes leaves out what would cost arithmetic (ranges, deviations, counts
/// of NaN and infinities), Items all but `count`, `changed` and `equal`.
struct TensorDifference {
    ComparedBy by = ComparedBy::Nothing;
    bool equal = false;
    std::uint64_t count = 0;
    /// Places whose values differ by more than the tolerance; NaN is the same as NaN.
    std::uint64_t changed = 0;
    std::uint64_t nan_left = 0;
    std::uint64_t nan_right = 0;
    std::uint64_t infinite_left = 0; ///< infinities of either sign
    std::uint64_t infinite_right = 0;
    std::uint64_t finite = 0; ///< places where both are finite
    std::optional<double> max_abs;
    /// Where max_abs is, one index an axis of the left tensor, the first such; nothing where it is 0.
    std::optional<std::vector<std::uint64_t>> max_at;
    std::optional<double> mean_abs;
    std::optional<double> rms;
    std::optional<double> relative_l2; ///< ‖b − a‖ / ‖a‖; infinite where a is zero and b is not
    std::optional<double> cosine;   ///< nothing where one side is zero
    std::optional<double> std_left; ///< with ddof 0, over the finite values of the side
    std::optional<double> std_right;
    /// ‖b − a‖² and ‖a‖², for sums over several pairs; the exponents of long double hold the square of
    /// every double.
    long double squared_difference = 0;
    long double squared_left = 0;
    /// Least and greatest finite value of each side and of b − a; nothing without any.
    std::optional<std::pair<double, double>> range_left;
    std::optional<std::pair<double, double>> range_right;
    std::optional<std::pair<double, double>> range_difference;
};

struct CompareRequest {
    double tolerance = 0;     ///< |b − a| up to this is no difference
    bool all_figures = false; ///< also of pairs whose bytes are equal
    unsigned threads = 0;     ///< 0: all cores
};

/// Compares the values of one pair, block by block; memory is bounded whatever their size. Shapes
/// that differ are ComparedBy::Nothing and no error; errors as of TensorReader::plan().
Result<TensorDifference> compare_tensors(const OpenDocument& left, const OpenDocument& right,
                                         const TensorPair& pair, const CompareRequest& request,
                                         const JobContext& job);

/// Why a pair could not be compared, and which side cannot be read. Neither: what failed is beside
/// both files, such as the room for a temporary one.
struct PairFailure {
    Error error; ///< the left one's, where both fail
    bool left = false;
    bool right = false;
};
using PairOutcome = tl::expected<TensorDifference, PairFailure>;

/// Compares many pairs, named by their places in pairs.tensors, in parallel. `found` is told of each
/// as soon as it is there, from one thread at a time; a pair that fails does not end the others.
/// Progress is in bytes of both sides. Cancelled once the job was told to stop.
using PairSink = std::function<void(std::size_t pair, const PairOutcome& outcome)>;
Result<void> compare_pairs(const OpenDocument& left, const OpenDocument& right,
                           const ModelPairs& pairs, std::span<const std::size_t> wanted,
                           const CompareRequest& request, const JobContext& job,
                           const PairSink& found);

/// Histograms of both sides over the same edges, and of b − a over its own.
struct PairHistograms {
    Histogram left;
    Histogram right;
    Histogram difference;
};
/// For a pair whose figures compare_tensors() told with `all_figures`; nothing to draw (empty
/// counts) where no value is finite. BadArgument for a pair without numbers or without figures.
Result<PairHistograms> compare_histograms(const OpenDocument& left, const OpenDocument& right,
                                          const TensorPair& pair,
                                          const TensorDifference& difference, std::size_t bins,
                                          const JobContext& job);

/// Reads those tensors whose partner is in doubt (alone, matched by order, or numbered among others
/// of which one side has more) and whose size occurs on both sides.
Result<ContentHashes> hash_contents(const OpenDocument& left, const OpenDocument& right,
                                    const ModelPairs& pairs, const JobContext& job);

} // namespace strata
