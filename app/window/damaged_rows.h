// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "widgets/tree/reading.h"

namespace strata {

class TreePane;

/// Opens the way to the rows of what is cut or missing in a file that ends early. Returns the first
/// of them in the reading that is shown; none where there is none.
NodeId open_damaged_rows(TreePane& tree, const Document& document);

/// The row of the gravest finding that is about one of the reading that is shown, as long as the
/// tree's first row is chosen, as in a file that was just opened. None otherwise.
[[nodiscard]] NodeId row_at_fault(TreePane& tree, const Document& document);

} // namespace strata
