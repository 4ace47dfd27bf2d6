// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

class QSortFilterProxyModel;

namespace strata {

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
    /// As wide as their contents, with `stretched` taking the rest. Only the first rows are asked.
    void fitColumns(int stretched);
    /// Rows that are shown without scrolling; the view asks for that height.
    void setPreferredRows(int rows);
    [[nodiscard]] QString selectionAsText(QChar separator) const;
    /// What the first rows of a column want.
    [[nodiscard]] int contentWidth(int column) const { return sizeHintForColumn(column); }
    /// Heads and all rows, in the order in which they are shown.
    [[nodiscard]] QString allAsText(QChar separator) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void sourceRowChosen(int row);

protected:
    void initViewItemOption(QStyleOptionViewItem* option) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void copy(QChar separator) const;

    QSortFilterProxyModel* m_sorter;
    int m_preferred_rows = 0;
};

/// The selected rows of a view as lines, or the current cell when a row is not selected.
[[nodiscard]] QString selection_text(const QAbstractItemView& view, QChar separator);

} // namespace strata
