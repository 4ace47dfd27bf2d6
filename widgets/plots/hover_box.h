// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace strata {

/// The small box beside the pointer that says what a bar or cell holds.
class HoverBox : public QFrame {
    Q_OBJECT

public:
    explicit HoverBox(QWidget* parent);

    /// `range` in the fixed font, `count` in bold, `share` plain. Shows the box at `point` of the
    /// parent, moved so that it stays inside.
    void showAt(const QPoint& point, const QString& range, const QString& count,
                const QString& share);
    [[nodiscard]] QString text() const;

private:
    QLabel* m_range;
    QLabel* m_count;
    QLabel* m_share;
};

} // namespace strata
