// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/desk/drop_panel.h"

#include "widgets/parts/text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace strata {

namespace {
constexpr int panel_icon_side = 48;
}

DropPanel::DropPanel(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("dropPanel"));
}

void DropPanel::setTarget(const QString& icon_name, const QString& what, const QString& detail)
{
    m_icon_name = icon_name;
    m_what = one_line(what, 200);
    m_detail = one_line(detail, 400);
    setAccessibleName(m_what);
    update();
}

void DropPanel::setActive(bool active)
{
    m_active = active;
    update();
}

void DropPanel::setRefused(bool refused)
{
    m_refused = refused;
    update();
}

void DropPanel::setInset(const QMargins& inset)
{
    m_inset = inset;
    update();
}

void DropPanel::paintEvent(QPaintEvent* /*event*/)
{
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF panel = QRectF(rect().marginsRemoved(m_inset)).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool lively = m_active && !m_refused;
    painter.setBrush(m_refused ? theme.error.ground
                     : lively  ? theme.hover
                               : palette().color(QPalette::Base));
    painter.setPen(m_refused ? QPen(theme.error.ink, 2)
                   : lively  ? QPen(theme.focus, 2)
                             : QPen(theme.axis, 1, Qt::DashLine));
    painter.drawRoundedRect(panel, 3, 3);
    const QFont bold = start_font(font());
    const int bold_height = QFontMetrics(bold).height();
    const int block = panel_icon_side + 12 + bold_height + 8 + fontMetrics().height();
    int top = (height() - block) / 2;
    const QColor ink = m_refused ? theme.error.ink
                       : lively  ? theme.focus
                                 : palette().color(QPalette::PlaceholderText);
    painter.drawPixmap((width() - panel_icon_side) / 2, top,
                       icon_pixmap(m_icon_name, ink, panel_icon_side, devicePixelRatioF()));
    top += panel_icon_side + 12;
    const QRect line(24, top, width() - 48, bold_height);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(line, Qt::AlignCenter,
                     QFontMetrics(bold).elidedText(m_what, Qt::ElideMiddle, line.width()));
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QRect detail(24, top + bold_height + 8, width() - 48, fontMetrics().height());
    painter.drawText(detail, Qt::AlignCenter,
                     fontMetrics().elidedText(m_detail, Qt::ElideMiddle, detail.width()));
}

} // namespace strata
