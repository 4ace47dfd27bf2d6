// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;

namespace strata {

/// Parts of a page in two columns, or in one where there is no room. What stands side by side is of
/// one height; an odd one at the end has the whole width.
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

    QGridLayout* m_layout;
    QList<QWidget*> m_boxes;
    int m_columns = 0;
};

} // namespace strata
