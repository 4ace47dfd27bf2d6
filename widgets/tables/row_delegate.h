// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace strata {

/// Draws a cell of our tables and trees: fixed font, secondary text, inks, bars, sparks and marks.
/// In a selected row everything takes the colour of selected text.
class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Rows stand close and bars are thick: a bar chart with its names and numbers.
    void setChart(bool chart) { m_chart = chart; }
    /// Lines of a chart's scale behind its bars, in shares of the bars' room.
    void setGrid(const QList<double>& shares) { m_grid = shares; }
    /// Where the bars of a chart lie in a cell, beside numbers of which `widest` is the widest.
    [[nodiscard]] static QRect barRoom(const QRect& cell, const QString& widest, const QFont& body);
    [[nodiscard]] int rowHeight(const QFont& body) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    bool m_chart = false;
    QList<double> m_grid;

    /// Where a cell's marks begin.
    [[nodiscard]] int marksLeft(const QStyleOptionViewItem& option, const QModelIndex& index,
                                qsizetype count) const;
    void drawFixedText(QPainter& painter, const QStyleOptionViewItem& given,
                       const QModelIndex& index) const;
};

} // namespace strata
