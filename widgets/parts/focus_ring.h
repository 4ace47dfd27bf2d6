// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace strata {

/// The frame of what has the keyboard, over a widget that cannot draw it itself, such as a page that
/// scrolls. Lives and ends with that widget.
class FocusRing : public QWidget {
    Q_OBJECT

public:
    /// When it shows. Where a row is chosen by the mouse, the row itself says so.
    enum class When { Always, ByKeyboard };

    explicit FocusRing(QWidget& around, When when = When::Always);

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    When m_when;
};

} // namespace strata
