// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/ids.h"

#include <QMap>
#include <QTreeView>

namespace strata {

class TreeModel;

/// The tree of a document: our rows, columns that leave when there is no room for them, and
/// expansion that is bounded, since a tree may have a million rows.
class TreeView : public QTreeView {
    Q_OBJECT

public:
    explicit TreeView(QWidget* parent = nullptr);

    void setTreeModel(TreeModel* model);
    /// Opens what fits on a screen or two.
    void expandFirstRows();
    /// Opens all, up to a fixed number of rows.
    void expandBounded();
    /// Opens the way to each match of the model's filter.
    void expandToMatches();
    /// Opens many rows at once: they are laid out and told once.
    void openRows(const QModelIndexList& rows);
    /// Opens what a row lies in, as far as it is closed.
    void openWayTo(const QModelIndex& row);
    /// Widths from the contents of the first rows, then hides columns until all fit.
    void fitColumns();
    /// Tensors of the rows that are on screen.
    [[nodiscard]] QList<TensorId> visibleTensors() const;
    /// Widths that the person gave to columns, by column; they stay as they are when others give way.
    [[nodiscard]] const QMap<int, int>& ownWidths() const { return m_own_widths; }
    void setOwnWidths(const QMap<int, int>& widths);
    /// Path of the current row, as it is copied.
    [[nodiscard]] QString currentPath() const;

Q_SIGNALS:
    void visibleRowsChanged();
    /// By openRows(), which emits no expanded().
    void rowsOpened(const QModelIndexList& rows);
    void ownWidthsChanged();
    /// The current row, with all below it, is to be written to a file.
    void exportWanted();
    /// An array's row is dragged away.
    void dragWanted(strata::TensorId tensor);

protected:
    void initViewItemOption(QStyleOptionViewItem* option) const override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void startDrag(Qt::DropActions actions) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void growSoon();
    void growColumns();
    void hideColumnsThatDoNotFit();
    [[nodiscard]] int leastNameRoom() const;
    [[nodiscard]] int numberRoom() const;
    void copyPath() const;

    TreeModel* m_model = nullptr;
    QMap<int, int> m_own_widths;
    bool m_fitting = false; ///< widths change by the program's doing
    bool m_growing = false;
    bool m_pulled = false; ///< a row is dragged away, or will be, since the button was pressed
    QList<int> m_widths;   ///< of each column, as its contents want
};

} // namespace strata
