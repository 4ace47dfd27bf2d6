// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/control_drawing.h"

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace strata {

namespace {

constexpr qreal corner = 3;
/// From the icon of a button to its word.
constexpr int button_gap = 6;

} // namespace

void draw_outline(QPainter& painter, const QRect& rect, const QColor& colour, qreal width,
                  qreal radius)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, width));
    const qreal half = width / 2;
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius);
}

void draw_button(const QStyleOption& option, QPainter& painter, Joined joined)
{
    const bool left = joined == Joined::Left || joined == Joined::Both;
    const bool right = joined == Joined::Right || joined == Joined::Both;
    // What reaches over the joint is clipped.
    constexpr int over = 8;
    const QRect rect = option.rect.adjusted(left ? -over : 0, 0, right ? over : 0, 0);
    const Theme& theme = Theme::of(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool chosen = option.state & QStyle::State_On;
    QColor fill = option.palette.color(QPalette::Button);
    if (chosen)
        fill = option.palette.color(QPalette::Active, QPalette::Highlight);
    else if (option.state & QStyle::State_Sunken)
        fill = theme.pressed;
    else if (enabled && (option.state & QStyle::State_MouseOver))
        fill = theme.hover;
    painter.save();
    painter.setClipRect(option.rect, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    draw_outline(painter, rect, chosen ? fill : theme.frame, 1, corner);
    const auto* const button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    const bool answers_return =
        enabled && button != nullptr && (button->features & QStyleOptionButton::DefaultButton);
    if (answers_return || (option.state & QStyle::State_HasFocus))
        draw_outline(painter, option.rect, theme.focus, 2, corner);
    painter.restore();
}

void draw_button_label(const QStyle& style, const QStyleOptionButton& option, QPainter& painter)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const QSize side = option.iconSize;
    const int text = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    const int room = std::max(0, option.rect.width() - side.width() - button_gap - text);
    QRect icon(QPoint(option.rect.left() + room / 2,
                      option.rect.top() + (option.rect.height() - side.height()) / 2),
               side);
    option.icon.paint(&painter, icon, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    QRect words = option.rect;
    words.setLeft(icon.right() + 1 + button_gap);
    style.drawItemText(&painter, words,
                       Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                       option.palette, enabled, option.text, QPalette::ButtonText);
}

void draw_line_edit(const QStyleOption& option, QPainter& painter, bool filled)
{
    const Theme& theme = Theme::of(option.palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (filled) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(option.palette.brush(QPalette::Base));
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    }
    const bool focused = option.state & QStyle::State_HasFocus;
    draw_outline(painter, option.rect, focused ? theme.focus : theme.frame, focused ? 2 : 1,
                 corner);
    painter.restore();
}

void draw_check_box(const QStyleOption& option, QPainter& painter)
{
    const Theme& theme = Theme::of(option.palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const int side = std::min(option.rect.width(), option.rect.height());
    QRect box(0, 0, side, side);
    box.moveCenter(option.rect.center());
    painter.setPen(Qt::NoPen);
    painter.setBrush(option.palette.brush(QPalette::Base));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    draw_outline(painter, box, theme.control_outline, 1, 2);
    const QColor mark = option.palette.color(QPalette::Text);
    if (option.state & QStyle::State_On) {
        painter.setPen(QPen(mark, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QRectF inner = QRectF(box).adjusted(3, 3, -3, -3);
        const QPointF points[] = {{inner.left(), inner.center().y()},
                                  {inner.left() + inner.width() * 0.38, inner.bottom() - 0.5},
                                  {inner.right(), inner.top() + 0.5}};
        painter.drawPolyline(points, 3);
    } else if (option.state & QStyle::State_NoChange) {
        painter.fillRect(box.adjusted(4, side / 2 - 1, -4, -side / 2 + 1), mark);
    }
    painter.restore();
}

void draw_radio_button(const QStyleOption& option, QPainter& painter)
{
    const Theme& theme = Theme::of(option.palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle = QRectF(option.rect).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(theme.control_outline, 1));
    painter.setBrush(option.palette.brush(QPalette::Base));
    painter.drawEllipse(circle);
    if (option.state & QStyle::State_On) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(option.palette.color(QPalette::Text));
        const qreal inset = circle.width() * 0.28;
        painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset));
    }
    painter.restore();
}

void draw_tab_close(const QStyleOption& option, QPainter& painter)
{
    const Theme& theme = Theme::of(option.palette);
    if (option.state & QStyle::State_MouseOver)
        painter.fillRect(option.rect, theme.hover);
    const int size = std::min(14, std::min(option.rect.width(), option.rect.height()));
    QRect rect(0, 0, size, size);
    rect.moveCenter(option.rect.center());
    const QColor colour = option.palette.color(QPalette::PlaceholderText);
    painter.drawPixmap(rect, icon_pixmap(QStringLiteral("close"), colour, size,
                                         painter.device()->devicePixelRatio()));
}

void draw_row_focus(const QStyleOption& option, QPainter& painter)
{
    const auto* const frame = qstyleoption_cast<const QStyleOptionFocusRect*>(&option);
    const QColor ground = frame ? frame->backgroundColor : QColor();
    if ((option.state & QStyle::State_Selected) ||
        ground == option.palette.color(QPalette::Active, QPalette::Highlight) ||
        ground == option.palette.color(QPalette::Inactive, QPalette::Highlight))
        return;
    painter.save();
    painter.setPen(QPen(option.palette.color(QPalette::Text), 1, Qt::DotLine));
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void draw_focus(const QStyleOption& option, QPainter& painter)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    draw_outline(painter, option.rect, Theme::of(option.palette).focus, 2, 2);
    painter.restore();
}

} // namespace strata
