// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace strata {

/// What is wrong with the text above it, at the foot of a box: wrapped, never cut.
class ErrorLine : public QFrame {
    Q_OBJECT

public:
    explicit ErrorLine(QWidget* parent = nullptr);

    /// Empty: nothing is shown.
    void setText(const QString& text);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void updateIcon();

    QLabel* m_icon;
    QLabel* m_text;
};

} // namespace strata
