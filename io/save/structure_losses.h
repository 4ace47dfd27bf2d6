// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/save/export.h"

namespace strata {

/// What of a document's meaning has no place in a format that holds arrays only: its layers with
/// their classes, how it was trained, its estimators, other values.
[[nodiscard]] std::vector<Loss> structure_losses(const Document& document,
                                                 std::string_view target_name);

/// What a damaged document has lost already, and what of an ambiguous one is open: a file that is
/// written of it passes for a whole one. `chosen`: of some arrays alone.
[[nodiscard]] std::vector<Loss> integrity_losses(const Document& document, bool chosen);

} // namespace strata
