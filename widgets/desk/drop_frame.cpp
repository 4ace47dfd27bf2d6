// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/drop_frame.h"

#include "widgets/theme/theme.h"

#include <QPainter>

namespace strata {

void DropFrame::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(palette().color(QPalette::Base));
    painter.setPen(QPen(Theme::of(palette()).axis, 1, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
}

} // namespace strata
