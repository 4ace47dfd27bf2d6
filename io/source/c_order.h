// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/tensor.h"
#include "io/source/byte_source.h"

#include <functional>
#include <span>

namespace strata {

/// Hands on all items of a tensor in C order, however they are stored: packed, in the machine's byte
/// order (fields of a Struct as stored), in pieces of some MiB, so that memory is bounded whatever
/// the tensor's size. Errors as of read_slice(), and of the sink.
using ItemSink = std::function<Result<void>(std::span<const std::byte>)>;
Result<void> read_in_c_order(const Tensor& tensor, const SourceSet& sources, const JobContext& job,
                             const ItemSink& sink);

/// Whether two tensors of one shape and dtype hold the same items, bit by bit. `right` is stored
/// uncompressed in C order, as our own writers store; BadArgument when it is not.
Result<bool> equal_in_c_order(const Tensor& left, const SourceSet& left_sources,
                              const Tensor& right, const SourceSet& right_sources,
                              const JobContext& job);

} // namespace strata
