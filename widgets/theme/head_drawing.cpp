// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/head_drawing.h"

#include "widgets/theme/chrome_drawing.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace strata {

bool draw_head_ground(const QStyleOption& option, QPainter& painter)
{
    const auto* const head = qstyleoption_cast<const QStyleOptionHeader*>(&option);
    if (!head)
        return false;
    const QRect& rect = head->rect;
    const QColor line = Theme::of(head->palette).frame;
    painter.fillRect(rect, head->palette.color(QPalette::Button));
    const bool of_rows = head->orientation == Qt::Vertical;
    const bool last = head->position == QStyleOptionHeader::End ||
                      head->position == QStyleOptionHeader::OnlyOneSection;
    if (of_rows || !last)
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()),
                         of_rows ? line : rule_colour(head->palette));
    if (!of_rows)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line);
    return true;
}

void draw_sort_arrow(const QStyleOption& option, QPainter& painter)
{
    const auto* const head = qstyleoption_cast<const QStyleOptionHeader*>(&option);
    if (!head || head->sortIndicator == QStyleOptionHeader::None)
        return;
    // Qt says "down" of ascending.
    const bool up = head->sortIndicator == QStyleOptionHeader::SortDown;
    const QRectF room(option.rect);
    const qreal base = room.center().y() + (up ? 2 : -1.5);
    const qreal tip = base + (up ? -4 : 4);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(option.palette.color(QPalette::PlaceholderText));
    const QPointF points[] = {{room.left(), base}, {room.right(), base}, {room.center().x(), tip}};
    painter.drawPolygon(points, 3);
    painter.restore();
}

bool draw_head(const QStyle& style, const QStyleOption* option, QPainter* painter,
               const QWidget* widget)
{
    const auto* const head = qstyleoption_cast<const QStyleOptionHeader*>(option);
    if (!head)
        return false;
    painter->save();
    painter->setClipRect(head->rect);
    style.drawControl(QStyle::CE_HeaderSection, head, painter, widget);
    QStyleOptionHeader part = *head;
    part.rect = style.subElementRect(QStyle::SE_HeaderLabel, head, widget);
    style.drawControl(QStyle::CE_HeaderLabel, &part, painter, widget);
    if (head->sortIndicator != QStyleOptionHeader::None) {
        part.rect = style.subElementRect(QStyle::SE_HeaderArrow, head, widget);
        style.drawPrimitive(QStyle::PE_IndicatorHeaderArrow, &part, painter, widget);
    }
    painter->restore();
    return true;
}

} // namespace strata
