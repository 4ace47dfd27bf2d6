// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"
#include "io/source/open_document.h"

namespace strata {

/// Compares what a save wrote and read back with what was meant: the edited entries have their new
/// values, all other entries, and every tensor bit by bit, are as they were. ReadFailed with what
/// differs in `detail` and where in `path`. Progress in bytes of tensors.
Result<void> verify_edited(const OpenDocument& before, const Edits& edits,
                           const OpenDocument& after, const JobContext& job);

/// Whether two tensors of two documents hold the same values in the same dtype and shape, bit by
/// bit (NaN payloads too). Storage may differ: order in the file, chunks, compression. Values that
/// neither side can reach count as the same.
Result<bool> same_tensor(const Tensor& left, const SourceSet& left_sources, const Tensor& right,
                         const SourceSet& right_sources, const JobContext& job);

} // namespace strata
