// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/ids.h"

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
    /// Widths from the contents of the first rows, then hides columns until all fit.
    void fitColumns();
    /// Tensors of the rows that are on screen.
    [[nodiscard]] QList<TensorId> visibleTensors() const;
    /// Path of the current row, as it is copied.
    [[nodiscard]] QString currentPath() const;

Q_SIGNALS:
    void visibleRowsChanged();

protected:
    void initViewItemOption(QStyleOptionViewItem* option) const override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void hideColumnsThatDoNotFit();
    void copyPath() const;

    TreeModel* m_model = nullptr;
    QList<int> m_widths; ///< of each column, as its contents want
};

} // namespace strata
