// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/tensor.h"
#include "io/source/byte_source.h"

#include <cstdint>
#include <optional>
#include <string>

namespace strata {

/// What tells two versions of a tensor apart, the same for the same values however they are stored,
/// and on every run.
struct TensorDigest {
    /// Of the values in C order, packed, in little endian; of a Struct its fields in their order
    /// without what pads them, of an array of objects their texts, a line each. Hexadecimal.
    std::string sha256;
    /// Over the finite values, complex numbers by magnitude; nothing where there are none.
    std::optional<double> mean;
    std::optional<double> std; ///< with ddof 0
    std::uint64_t nan = 0;
    std::uint64_t infinite = 0;
};

/// Reads the whole tensor once, in C order and on one thread: sums then round alike each time, which
/// they would not if they came from several threads or from vectors as wide as a processor has
/// them. Errors as of read_in_c_order().
Result<TensorDigest> digest_of(const Tensor& tensor, const SourceSet& sources,
                               const JobContext& job);

} // namespace strata
