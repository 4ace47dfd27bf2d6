// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace strata {

/// What our models say about a cell beside Qt's own roles; RowDelegate draws it.
enum CellRole {
    FixedFontRole = Qt::UserRole + 1, ///< bool: a number, shape, path or code
    SecondaryRole,                    ///< bool: less important than its neighbours
    InkRole,                          ///< int of IconInk: text in that ink
    BarRole, ///< QPointF: a bar from x to y, in shares of the cell's width; the text at its end
    BarFigureRole, ///< the widest text of a column of bars: its texts stand at the cell's end
    SortRole,      ///< what the column sorts by; the text where absent
    CopyRole,      ///< full text for the clipboard; the text where absent
    SparkRole,     ///< QList<float>: heights 0 to 1 of a small histogram
    MarksRole,     ///< QStringList: icon names of marks
    GreyRole,      ///< bool: what the row stands for is not there
    ElideRole, ///< int of Qt::TextElideMode, of a cell and of a head: where a text is cut that has
               ///< no room; ElideNone: a number, which cut would read as another one
    NodeRole,  ///< uint of the NodeId a row stands for
};

} // namespace strata
