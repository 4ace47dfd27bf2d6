// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/focus_ring.h"

#include "widgets/theme/theme.h"

#include <QEvent>
#include <QPainter>

namespace strata {

FocusRing::FocusRing(QWidget& around) : QWidget(&around)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setVisible(around.hasFocus());
    around.installEventFilter(this);
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::Resize) {
        setGeometry(parentWidget()->rect());
        raise();
        setVisible(parentWidget()->hasFocus());
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
