// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace strata {

/// The grid of an array's values: fixed font, cells as wide as their values, copied as
/// tab-separated text, as CSV, or as NumPy text.
class ValuesGrid : public QTableView {
    Q_OBJECT

public:
    explicit ValuesGrid(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    /// Widths from the values that are on screen, when they have come, such that whole columns fill
    /// the view: part of a number would read as another one.
    void fitColumns();

protected:
    void initViewItemOption(QStyleOptionViewItem* option) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QString selectionAsNumpy() const;
    [[nodiscard]] int widestValue() const;
    void useFont();

    int m_wanted = 0; ///< by a column, from all that was shown of this array
};

} // namespace strata
