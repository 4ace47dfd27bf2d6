// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "app/report/tree_selection.h"
#include "io/model/document.h"

namespace strata::report {

/// What `tree --json` prints: the rows that are selected, nested.
void write_tree_report(JsonWriter& json, const Document& document, const Tree& tree,
                       const TreeSelection& selection);

} // namespace strata::report
