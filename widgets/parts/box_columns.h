// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace strata {

/// Parts of a page in two columns, or in one where there is no room. Each part goes beneath the
/// shorter column, so a short one leaves no hole beside a tall one.
class BoxColumns : public QWidget {
    Q_OBJECT

public:
    explicit BoxColumns(QWidget* parent = nullptr);

    /// In the order in which they matter. Takes them over.
    void setBoxes(const QList<QWidget*>& boxes);
    [[nodiscard]] int columns() const { return m_columns; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void clearColumns();

    QHBoxLayout* m_layout;
    QList<QWidget*> m_boxes;
    int m_columns = 0;
};

} // namespace strata
