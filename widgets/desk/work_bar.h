// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace strata {

/// The right end of the status bar: what is being done, how much of it, and how to stop it.
class WorkBar : public QWidget {
    Q_OBJECT

public:
    explicit WorkBar(QWidget* parent = nullptr);

    /// `share` from 0 to 1; negative when the end is not known.
    void showWork(const QString& what, const QString& amount, double share);
    void hideWork();
    /// What stands here while nothing runs.
    void setResting(const QString& text);

Q_SIGNALS:
    void cancelRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void fitHeights();

    QLabel* m_what;
    QLabel* m_amount;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QLabel* m_resting;
};

} // namespace strata
