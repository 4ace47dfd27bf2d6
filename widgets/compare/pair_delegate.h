// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/row_delegate.h"

namespace strata {

/// Draws the cells of a comparison: the ground of rows that differ, hatches where a side has
/// nothing, the glyph between the sides, the tree of the right side, and how much changed as a bar.
class PairDelegate : public RowDelegate {
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

    /// Where the arrow of a row's right side is, in a cell of its name; `depth` from 0.
    [[nodiscard]] static QRect arrowRect(const QRect& cell, int depth, int indentation);
    /// Ground of a cell that carries no text.
    static void drawGround(QPainter& painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index, const QRect& rect);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    void paintRightName(QPainter& painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const;
    void drawNote(QPainter& painter, const QStyleOptionViewItem& option,
                  const QModelIndex& index) const;
};

} // namespace strata
