// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/scroll_bar_drawing.h"

#include "widgets/theme/theme.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>

namespace strata {

namespace {

/// From the edges of the groove to the handle, across it.
constexpr int handle_inset = 3;
constexpr qreal handle_corner = 3;
constexpr int arrow_inset = 4;

void draw_handle(const QStyleOptionSlider& bar, const QRect& room, QPainter& painter)
{
    const bool across = bar.orientation == Qt::Horizontal;
    const QRect handle = across ? room.adjusted(1, handle_inset, -1, -handle_inset)
                                : room.adjusted(handle_inset, 1, -handle_inset, -1);
    const bool held = (bar.activeSubControls & QStyle::SC_ScrollBarSlider) &&
                      (bar.state & (QStyle::State_MouseOver | QStyle::State_Sunken));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(held ? bar.palette.color(QPalette::PlaceholderText)
                          : Theme::of(bar.palette).axis);
    painter.drawRoundedRect(handle, handle_corner, handle_corner);
}

void draw_step(const QStyle& style, const QStyleOptionSlider& bar, QStyle::SubControl part,
               QStyle::PrimitiveElement arrow, QPainter& painter, const QWidget* widget)
{
    const QRect room = style.subControlRect(QStyle::CC_ScrollBar, &bar, part, widget);
    if (room.isEmpty())
        return;
    QStyleOption option = bar;
    option.rect = room.adjusted(arrow_inset, arrow_inset, -arrow_inset, -arrow_inset);
    option.state.setFlag(QStyle::State_MouseOver, false);
    style.drawPrimitive(arrow, &option, &painter, widget);
}

} // namespace

bool draw_scroll_bar(const QStyle& style, const QStyleOptionComplex* option, QPainter* painter,
                     const QWidget* widget)
{
    const auto* const bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (!bar)
        return false;
    const bool across = bar->orientation == Qt::Horizontal;
    painter->save();
    painter->fillRect(bar->rect, bar->palette.color(QPalette::Window));
    if (bar->maximum > bar->minimum)
        draw_handle(
            *bar,
            style.subControlRect(QStyle::CC_ScrollBar, bar, QStyle::SC_ScrollBarSlider, widget),
            *painter);
    const bool mirrored = across && bar->direction == Qt::RightToLeft;
    draw_step(style, *bar, QStyle::SC_ScrollBarSubLine,
              !across    ? QStyle::PE_IndicatorArrowUp
              : mirrored ? QStyle::PE_IndicatorArrowRight
                         : QStyle::PE_IndicatorArrowLeft,
              *painter, widget);
    draw_step(style, *bar, QStyle::SC_ScrollBarAddLine,
              !across    ? QStyle::PE_IndicatorArrowDown
              : mirrored ? QStyle::PE_IndicatorArrowLeft
                         : QStyle::PE_IndicatorArrowRight,
              *painter, widget);
    painter->restore();
    return true;
}

} // namespace strata
