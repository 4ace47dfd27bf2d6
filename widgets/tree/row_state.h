// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/icons.h"
#include "widgets/tree/tree_index.h"

#include <QString>

namespace strata {

/// What the column "State" says of a row, where a file ends before its arrays do.
struct RowState {
    QString text; ///< empty: nothing is wrong
    QString mark; ///< icon name; empty for a group of which only some is damaged
    IconInk ink = IconInk::Secondary;
    QString tool_tip;
    bool absent = false; ///< an array that is not there at all
};

[[nodiscard]] RowState row_state(const Document& document, const Node& node,
                                 const TreeIndex::Damage& damage);

} // namespace strata
