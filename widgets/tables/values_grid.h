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

    /// Widths from the values that are on screen, when they have come; never narrower than before.
    void fitColumns();

protected:
    void initViewItemOption(QStyleOptionViewItem* option) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] QString selectionAsNumpy() const;
};

} // namespace strata
