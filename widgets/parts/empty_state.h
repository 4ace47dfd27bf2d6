// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace strata {

/// Stands where there is nothing to show: what is missing, why, and one thing to do about it.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// An empty `action` leaves the button out.
    void setMessage(const QString& what, const QString& why, const QString& action = {});
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionRequested();

private:
    QLabel* m_what;
    QLabel* m_why;
    QPushButton* m_action;
};

} // namespace strata
