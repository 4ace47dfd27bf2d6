// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/index.h"
#include "io/model/tensor.h"

namespace strata::hdf5 {

/// How a dataset's values can be reached.
enum class Access : std::uint8_t {
    Direct, ///< `tensor.storage` says where they lie in the source
    Worker, ///< only through make_worker_source(): filters or chunks that we do not decode
    Listed, ///< only through read_variable_values()
    None,   ///< MissingStorage says why
};

struct DatasetTensor {
    /// dtype and shape; storage for Access::Direct and None. Rows and role are the caller's.
    Tensor tensor;
    Access access = Access::None;
};

/// The reason of a MissingStorage: the limit that a dataset's claim exceeds.
inline constexpr std::string_view claims_too_much = "unpacked_ratio";

/// A dataset as a tensor over `source`. A contiguous extent that leaves the source is
/// MissingStorage ("past the end of the file").
DatasetTensor dataset_tensor(const Dataset& dataset, SourceId source, std::uint64_t source_bytes);

} // namespace strata::hdf5
