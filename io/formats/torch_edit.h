// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"
#include "io/source/atomic_file.h"
#include "io/source/open_document.h"

namespace strata {

/// Whether these edits can be made: plain values of the object that torch.save wrote, and settings of
/// its optimizer ("optimizer@lr"). BadArgument with the key in `path` and the reason in `detail`.
Result<Edits> prepare_torch_edits(const Document& document, const Edits& edits);

/// Whether a setting of the optimizer ("optimizer@lr", "optimizer@group 1 lr") can be changed.
[[nodiscard]] bool can_set_in_torch(const Document& document, const std::string& key);

/// Writes the file with the object's pickle patched. In a zip archive every other member is copied as
/// it lies there, and stays aligned; in the form of before torch 1.6 all other bytes are.
Result<void> write_edited_torch(const OpenDocument& opened, const Edits& edits, AtomicFile& out,
                                const JobContext& job);

/// The entry that says whether torch.load(weights_only=True) takes the file.
inline constexpr std::string_view weights_only_key = "torch.load@weights_only";

/// Compares what the archive holds beside the object's pickle with what it held: ReadFailed with the
/// member in `path`. BadArgument when torch.load(weights_only=True) took the file and would no longer.
Result<void> verify_torch(const OpenDocument& before, const OpenDocument& after,
                          const JobContext& job);

} // namespace strata
