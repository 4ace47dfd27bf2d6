// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/word_match.h"

#include "io/base/job.h"
#include "widgets/desk/palette_model.h"

namespace strata {

/// The rows of a document's main reading that best fit what was typed, at most `most`, best first.
/// Cancelled when the job is.
Result<QList<PaletteItem>> search_rows(const Document& document, const std::string& typed,
                                       std::size_t most, const JobContext& job);

} // namespace strata
