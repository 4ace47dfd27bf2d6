// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"
#include "io/source/atomic_file.h"
#include "io/source/open_document.h"

namespace strata {

/// Whether these entries of __metadata__ can be changed: all are text under a key of their own.
/// BadArgument with the key in `path` and the reason in `detail`.
Result<Edits> prepare_safetensors_edits(const Document& document, const Edits& edits);

/// Writes the file with __metadata__ changed: the rest of the header as it stands, the tensors byte
/// for byte. Errors of the source and of the file; Malformed for a header that breaks off.
Result<void> write_edited_safetensors(const OpenDocument& opened, const Edits& edits,
                                      AtomicFile& out, const JobContext& job);

} // namespace strata
