// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/focus_ring.h"

#include "widgets/theme/theme.h"

#include <QFocusEvent>
#include <QPainter>

namespace strata {

namespace {

bool is_by_keyboard(Qt::FocusReason reason)
{
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
           reason == Qt::ShortcutFocusReason;
}

} // namespace

FocusRing::FocusRing(QWidget& around, When when) : QWidget(&around), m_when(when)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setVisible(around.hasFocus() && when == When::Always);
    around.installEventFilter(this);
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn) {
        setGeometry(parentWidget()->rect());
        raise();
        setVisible(m_when == When::Always ||
                   is_by_keyboard(static_cast<QFocusEvent*>(event)->reason()));
    } else if (event->type() == QEvent::Resize) {
        setGeometry(parentWidget()->rect());
    } else if (event->type() == QEvent::FocusOut) {
        hide();
    }
    return QWidget::eventFilter(watched, event);
}

void FocusRing::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setPen(
        QPen(Theme::of(palette()).focus, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

} // namespace strata
