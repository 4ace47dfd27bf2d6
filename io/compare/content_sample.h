// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/compare/name_forms.h"
#include "io/compare/pairs.h"
#include "io/source/byte_source.h"

namespace strata {

/// What matching knows of the values of a tensor.
struct ContentSample {
    std::optional<std::uint64_t> hash; ///< as of ContentHashes
    Sketch sketch;
};

/// Reads a tensor up to `most_read_whole` bytes whole and of a larger one no more in parts, spread
/// evenly, where that is less than half the work of decoding all of it. Of a PyTorch weight the
/// sketch is taken where a Keras kernel of the same values has it. Nothing is known of what cannot be
/// read, of what was never written, nor where more than `most_decoded` bytes would be decoded.
/// Errors: Cancelled.
Result<ContentSample> sample_content(const Tensor& tensor, AxisStyle style,
                                     const SourceSet& sources, const JobContext& job);
inline constexpr std::uint64_t most_read_whole = std::uint64_t{4} << 20;
inline constexpr std::uint64_t most_decoded = std::uint64_t{256} << 20;

/// How much two sketches say that one is the other after some training: their correlation; 0 where
/// fewer than `fewest_alike` places are known of both, which are alike by chance.
inline constexpr std::size_t fewest_alike = 12;
[[nodiscard]] double sketch_likeness(std::span<const float> left, std::span<const float> right);

} // namespace strata
