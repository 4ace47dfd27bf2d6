// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/column_widths.h"

#include <QMap>
#include <QTreeView>

class QSortFilterProxyModel;

namespace strata {

class RowDelegate;

/// A flat table with sortable heads and our rows. Ctrl+C copies what is selected as tab-separated
/// text, the menu as CSV too.
class TableView : public QTreeView {
    Q_OBJECT

public:
    explicit TableView(QWidget* parent = nullptr);

    /// Shows the rows of `source`, which stays owned by its parent, in an order of one's choosing.
    void setSource(QAbstractItemModel* source);
    [[nodiscard]] int currentSourceRow() const;                  ///< -1: none
    [[nodiscard]] int sourceRow(const QModelIndex& index) const; ///< of a cell of this view
    [[nodiscard]] QList<int> selectedSourceRows() const;         ///< in the order shown
    void selectSourceRow(int row);
    /// Shares the room by what the first rows need, now and whenever it changes. Columns without
    /// any content leave, and those of `leaving` in that order where there is no room; what nobody
    /// needs goes to `stretched`, which has half the room before another column leaves.
    void fitColumns(int stretched, const QList<int>& leaving = {});
    /// Room for what is not known yet: the column is taken to need so much at least.
    void reserve(int column, int width) { m_reserved[column] = width; }
    /// A column that has what it needs before all others, up to a share of the room; the stretched
    /// one then has its own share before a column leaves.
    void keepWhole(int column, double share = 0.5, double stretched_share = 0.25);
    /// Of the heads and the first rows, with the frame.
    [[nodiscard]] int heightOfRows(int most) const;
    /// Rows that are shown without scrolling; the view asks for that height.
    void setPreferredRows(int rows);
    /// A bar chart: close rows, no heads, no row that is cut at the end.
    void setChart();
    [[nodiscard]] QString selectionAsText(QChar separator) const;
    /// Heads and all rows, in the order in which they are shown.
    [[nodiscard]] QString allAsText(QChar separator) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void sourceRowChosen(int row);

protected:
    void initViewItemOption(QStyleOptionViewItem* option) const override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void copy(QChar separator) const;
    [[nodiscard]] ColumnNeed needOf(int column) const;
    [[nodiscard]] bool isEmptyColumn(int column) const;
    void shareRoom();

    [[nodiscard]] int headHeight() const;

    QSortFilterProxyModel* m_sorter;
    RowDelegate* m_delegate;
    bool m_chart = false;
    QList<ColumnNeed> m_needs; ///< of each column; empty before fitColumns()
    QList<int> m_leaving;
    QMap<int, int> m_reserved;
    QMap<int, int> m_own_widths; ///< that the person gave, by column
    int m_stretched = -1;
    int m_kept = -1;
    double m_kept_share = 0.5;
    double m_stretched_share = 0.25;
    bool m_sharing = false; ///< widths change by the program's doing
    int m_preferred_rows = 0;
};

/// The selected rows of a view as lines, or the current cell when a row is not selected.
[[nodiscard]] QString selection_text(const QAbstractItemView& view, QChar separator);

} // namespace strata
