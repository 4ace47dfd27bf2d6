// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/slice_text.h"
#include "io/source/open_document.h"

#include <functional>

namespace strata::cli {

/// The items of a part in C order, in the machine's byte order; those that lie behind the file's
/// end are marked. LimitExceeded when it has more than `max_bytes`.
Result<PresentItems> read_part(const Tensor& tensor, const SourceSet& sources,
                               const TensorPart& part, const JobContext& job,
                               std::uint64_t max_bytes);

/// The same in pieces of at most `max_bytes`, one after the other. Truncated when an item is
/// missing.
using PieceSink = std::function<Result<void>(std::span<const std::byte>)>;
Result<void> read_part_in_pieces(const Tensor& tensor, const SourceSet& sources,
                                 const TensorPart& part, const JobContext& job,
                                 std::uint64_t max_bytes, const PieceSink& sink);

/// The objects of a part of an array of objects, in C order.
Result<std::vector<Value>> read_objects(const Tensor& tensor, const SourceSet& sources,
                                        const TensorPart& part, const JobContext& job);

} // namespace strata::cli
