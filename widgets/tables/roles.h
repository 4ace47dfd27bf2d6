// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace strata {

/// What our models say about a cell beside Qt's own roles; RowDelegate draws it.
enum CellRole {
    FixedFontRole = Qt::UserRole + 1, ///< bool: a number, shape, path or code
    SecondaryRole,                    ///< bool: less important than its neighbours
    InkRole,                          ///< int of IconInk: text in that ink
    BarRole,   ///< QPointF: a bar from x to y, in shares of the cell's width; the text at its end
    SortRole,  ///< what the column sorts by; the text where absent
    CopyRole,  ///< full text for the clipboard; the text where absent
    SparkRole, ///< QList<float>: heights 0 to 1 of a small histogram
    MarksRole, ///< QStringList: icon names of marks
    NodeRole,  ///< uint of the NodeId a row stands for
};

} // namespace strata
