// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/chrome_drawing.h"

#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QTabBar>
#include <QToolBar>

namespace strata {

namespace {

constexpr qreal tab_corner = 3;
constexpr int separator_height = 20;

/// The three sides of a tab that are no page's edge; the corners above are round.
QPainterPath tab_outline(const QRectF& rect)
{
    QPainterPath path(rect.bottomLeft());
    path.lineTo(rect.left(), rect.top() + tab_corner);
    path.quadTo(rect.topLeft(), {rect.left() + tab_corner, rect.top()});
    path.lineTo(rect.right() - tab_corner, rect.top());
    path.quadTo(rect.topRight(), {rect.right(), rect.top() + tab_corner});
    path.lineTo(rect.bottomRight());
    return path;
}

void draw_menu_ground(const QStyleOption& option, QPainter& painter)
{
    painter.fillRect(option.rect, option.palette.window());
}

void draw_tool_bar(const QStyleOption& option, QPainter& painter)
{
    const QRect& rect = option.rect;
    const Theme& theme = Theme::of(option.palette);
    painter.fillRect(rect, option.palette.window());
    painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1),
                     option.palette.color(theme.is_dark ? QPalette::Midlight : QPalette::Light));
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.frame);
}

void draw_tool_label(const QStyleOptionToolButton& option, QPainter& painter)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const QSize side = option.iconSize;
    QRect icon(QPoint(), side);
    icon.moveLeft(option.rect.left() + tool_padding);
    icon.moveTop(option.rect.top() + (option.rect.height() - side.height()) / 2);
    option.icon.paint(&painter, icon, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    painter.setPen(option.palette.color(enabled ? QPalette::Active : QPalette::Disabled,
                                        QPalette::ButtonText));
    painter.drawText(option.rect.adjusted(tool_padding + side.width() + tool_gap, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic, option.text);
}

void draw_tab(const QStyleOptionTab& option, QPainter& painter)
{
    const Theme& theme = Theme::of(option.palette);
    const bool in_front = option.state & QStyle::State_Selected;
    const bool hovered =
        (option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled);
    // One line parts two tabs: the right one of the left tab is the left one of the next.
    const QRect rect =
        option.rect.adjusted(0, in_front ? room_over_tabs : room_over_other_tabs, 1, -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF edge = QRectF(rect).adjusted(0.5, 0.5, -0.5, 0);
    const QPainterPath outline = tab_outline(edge);
    painter.fillPath(outline, in_front  ? option.palette.color(QPalette::Window)
                              : hovered ? theme.hover
                                        : theme.pressed);
    painter.setPen(theme.frame);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
    painter.restore();
    if (in_front) // no line between a tab and its page
        painter.fillRect(QRect(rect.left() + 1, rect.bottom() + 1, rect.width() - 2, 1),
                         option.palette.color(QPalette::Window));
}

} // namespace

QColor rule_colour(const QPalette& palette)
{
    return palette.color(Theme::of(palette).is_dark ? QPalette::Light : QPalette::Mid);
}

bool is_tool(const QWidget* widget)
{
    return widget && qobject_cast<const QToolBar*>(widget->parentWidget());
}

bool has_word(const QStyleOptionToolButton& button, const QWidget* widget)
{
    return is_tool(widget) && button.toolButtonStyle == Qt::ToolButtonTextBesideIcon &&
           !button.text.isEmpty() && !button.icon.isNull();
}

int lowering(const QStyleOptionTab& tab)
{
    return ((tab.state & QStyle::State_Selected) ? room_over_tabs : room_over_other_tabs) / 2;
}

void draw_tool_separator(const QStyleOption& option, QPainter& painter)
{
    QRect line(0, 0, 1, separator_height);
    line.moveCenter(option.rect.center());
    painter.fillRect(line, rule_colour(option.palette));
}

void draw_status_bar(const QStyleOption& option, QPainter& painter)
{
    painter.fillRect(option.rect, option.palette.window());
    painter.fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1),
                     rule_colour(option.palette));
}

void draw_tab_base(const QStyleOptionTabBarBase& option, QPainter& painter)
{
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     Theme::of(option.palette).frame);
}

bool draw_chrome(const QStyle& style, QStyle::ControlElement element, const QStyleOption* option,
                 QPainter* painter, const QWidget* widget)
{
    switch (element) {
    case QStyle::CE_ToolBar:
        draw_tool_bar(*option, *painter);
        return true;
    case QStyle::CE_MenuBarEmptyArea:
        draw_menu_ground(*option, *painter);
        return true;
    case QStyle::CE_MenuBarItem:
        if (const auto* const item = qstyleoption_cast<const QStyleOptionMenuItem*>(option)) {
            draw_menu_ground(*option, *painter);
            const bool chosen = option->state & QStyle::State_Selected;
            if (chosen)
                painter->fillRect(option->rect,
                                  option->palette.color(QPalette::Active, QPalette::Highlight));
            style.drawItemText(painter, option->rect,
                               Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                               option->palette, option->state & QStyle::State_Enabled, item->text,
                               chosen ? QPalette::HighlightedText : QPalette::WindowText);
            return true;
        }
        return false;
    case QStyle::CE_TabBarTabShape:
        if (const auto* const tab = qstyleoption_cast<const QStyleOptionTab*>(option);
            tab && tab->shape == QTabBar::RoundedNorth) {
            draw_tab(*tab, *painter);
            return true;
        }
        return false;
    case QStyle::CE_ToolButtonLabel:
        if (const auto* const button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
            button && has_word(*button, widget)) {
            draw_tool_label(*button, *painter);
            return true;
        }
        return false;
    default:
        return false;
    }
}

} // namespace strata
