// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/desk_style.h"

#include "widgets/parts/focus_ring.h"
#include "widgets/parts/switch_bar.h"
#include "widgets/theme/chrome_drawing.h"
#include "widgets/theme/control_drawing.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/head_drawing.h"
#include "widgets/theme/scroll_bar_drawing.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStyleOption>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace strata {

namespace {

/// Less room than Qt leaves: before the icon of a tree's row, and from an icon to its text.
constexpr int icon_after_arrow = 4;
constexpr int text_after_icon = 6;

/// Qt leaves a cell's margin on both sides of an icon and before the text. Behind the arrow of a tree
/// there is room enough, and a text belongs to its icon.
QRect moved_closer(const QRect& rect, bool text, const QStyleOption* option, const QWidget* widget)
{
    const auto* const item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
    if (!item || !(item->features & QStyleOptionViewItem::HasDecoration))
        return rect;
    const auto* const tree = qobject_cast<const QTreeView*>(widget);
    const bool behind_arrow = tree && tree->rootIsDecorated() && item->index.column() == 0;
    const int closer = (behind_arrow ? icon_after_arrow : 0) + (text ? text_after_icon : 0);
    return text ? rect.adjusted(-closer, 0, 0, 0) : rect.translated(-closer, 0);
}

/// The sides on which a half of a switch touches the other.
Joined joined_in_switch(const QWidget* widget)
{
    const auto* const bar =
        widget ? qobject_cast<const SwitchBar*>(widget->parentWidget()) : nullptr;
    if (!bar)
        return Joined::Neither;
    const bool left = widget->x() > 0;
    const bool right = widget->geometry().right() < bar->width() - 1;
    return left && right ? Joined::Both
           : left        ? Joined::Left
           : right       ? Joined::Right
                         : Joined::Neither;
}

} // namespace

DeskStyle::DeskStyle() : QProxyStyle(QStringLiteral("fusion")) {}

void DeskStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                              QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return draw_button(*option, *painter, joined_in_switch(widget));
    case PE_PanelButtonTool:
        if ((option->state & State_AutoRaise) &&
            !(option->state & (State_MouseOver | State_Sunken | State_On | State_HasFocus)))
            return;
        return draw_button(*option, *painter);
    case PE_PanelLineEdit:
        // A line edit inside a spin or combo box has no frame of its own.
        if (const auto* const frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth == 0) {
            painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
            return;
        }
        return draw_line_edit(*option, *painter, true);
    case PE_FrameLineEdit:
        return draw_line_edit(*option, *painter, false);
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return draw_check_box(*option, *painter);
    case PE_IndicatorRadioButton:
        return draw_radio_button(*option, *painter);
    case PE_IndicatorTabClose:
        return draw_tab_close(*option, *painter);
    case PE_FrameFocusRect:
        // The panel of a button shows it.
        if (qobject_cast<const QPushButton*>(widget) || qobject_cast<const QToolButton*>(widget))
            return;
        // QTreeView draws the frame of a row without saying whose.
        if (!widget || qobject_cast<const QAbstractItemView*>(widget))
            return draw_row_focus(*option, *painter);
        return draw_focus(*option, *painter);
    case PE_IndicatorHeaderArrow:
        return draw_sort_arrow(*option, *painter);
    case PE_IndicatorToolBarSeparator:
        return draw_tool_separator(*option, *painter);
    case PE_PanelStatusBar:
        return draw_status_bar(*option, *painter);
    case PE_FrameTabBarBase:
        if (const auto* const base = qstyleoption_cast<const QStyleOptionTabBarBase*>(option);
            base && base->shape == QTabBar::RoundedNorth)
            return draw_tab_base(*base, *painter);
        break;
    case PE_Frame:
        draw_outline(*painter, option->rect, Theme::of(option->palette).frame, 1, 0);
        return;
    case PE_PanelItemViewRow:
        if ((option->state & State_MouseOver) && !(option->state & State_Selected)) {
            painter->fillRect(option->rect, Theme::of(option->palette).hover);
            return;
        }
        break;
    case PE_IndicatorBranch:
        if (option->state & State_Selected) {
            QStyleOption chosen = *option;
            // QTreeView says of its arrows that they are active only while it has the focus; its rows
            // are so in an active window.
            const bool active =
                widget ? widget->isActiveWindow() : option->state.testFlag(State_Active);
            const auto group = active ? QPalette::Active : QPalette::Inactive;
            const QColor ink = option->palette.color(group, QPalette::HighlightedText);
            for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText})
                chosen.palette.setColor(role, ink);
            QProxyStyle::drawPrimitive(element, &chosen, painter, widget);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void DeskStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const
{
    if (element == CE_HeaderSection && draw_head_ground(*option, *painter))
        return;
    if (element == CE_Header && draw_head(*this, option, painter, widget))
        return;
    if (draw_chrome(*this, element, option, painter, widget))
        return;
    if (const auto* const button = qstyleoption_cast<const QStyleOptionButton*>(option);
        button && element == CE_PushButtonLabel) {
        QStyleOptionButton shown = *button;
        if (option->state & State_On)
            shown.palette.setColor(
                QPalette::ButtonText,
                option->palette.color(QPalette::Active, QPalette::HighlightedText));
        if (!shown.icon.isNull() && !shown.text.isEmpty())
            return draw_button_label(*this, shown, *painter);
        return QProxyStyle::drawControl(element, &shown, painter, widget);
    }
    if (const auto* const tab = qstyleoption_cast<const QStyleOptionTab*>(option);
        tab && element == CE_TabBarTabLabel) {
        QStyleOptionTab lower = *tab;
        lower.rect.translate(0, lowering(*tab));
        return QProxyStyle::drawControl(element, &lower, painter, widget);
    }
    QProxyStyle::drawControl(element, option, painter, widget);
    if (element == CE_TabBarTab && (option->state & State_HasFocus)) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        draw_outline(*painter, option->rect.adjusted(2, room_over_tabs + 2, -1, -2),
                     Theme::of(option->palette).focus, 2, 2);
        painter->restore();
    }
}

void DeskStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                   QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ScrollBar && draw_scroll_bar(*this, option, painter, widget))
        return;
    const auto* const tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    if (control == CC_ToolButton && tool && !(tool->features & QStyleOptionToolButton::Menu)) {
        // A button that is nothing but its menu needs no arrow beside its icon.
        QStyleOptionToolButton plain = *tool;
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
    // Fusion draws no panel under a flat button, and so no focus.
    if (control == CC_ToolButton && (option->state & State_HasFocus))
        draw_focus(*option, *painter);
    // Fusion's own outline vanishes in dark.
    if ((control == CC_SpinBox || control == CC_ComboBox) && Theme::of(option->palette).is_dark)
        draw_line_edit(*option, *painter, false);
}

void DeskStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget))
        widget->setAttribute(Qt::WA_Hover);
    // A list of rows shows which row has the keyboard, not that it has it itself.
    if (auto* const rows = qobject_cast<QAbstractItemView*>(widget);
        rows && rows->focusPolicy() != Qt::NoFocus && rows->window()->windowType() != Qt::Popup &&
        !rows->findChild<FocusRing*>(QString(), Qt::FindDirectChildrenOnly))
        new FocusRing(*rows, FocusRing::When::ByKeyboard);
    // A page that scrolls takes the keyboard and draws nothing itself.
    if (auto* const page = qobject_cast<QScrollArea*>(widget);
        page && page->focusPolicy() != Qt::NoFocus &&
        !page->findChild<FocusRing*>(QString(), Qt::FindDirectChildrenOnly)) {
        new FocusRing(*page, FocusRing::When::ByKeyboard);
        if (page->accessibleName().isEmpty())
            page->setAccessibleName(tr("Page"));
    }
}

QSize DeskStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                  const QWidget* widget) const
{
    QSize out = QProxyStyle::sizeFromContents(type, option, size, widget);
    const QFont body = widget ? widget->font() : QFont();
    switch (type) {
    case CT_ItemViewItem:
        out.setHeight(std::max(out.height(), row_height(body)));
        break;
    case CT_HeaderSection:
        if (const auto* const head = qstyleoption_cast<const QStyleOptionHeader*>(option);
            head && head->orientation == Qt::Vertical)
            out.setHeight(row_height(body));
        else
            out.setHeight(std::max(24, QFontMetrics(body).height() + 6));
        break;
    case CT_TabBarTab:
        out.setHeight(room_over_tabs + std::max(28, QFontMetrics(body).height() + 10));
        break;
    case CT_MenuBarItem:
        out.setHeight(std::max(24, QFontMetrics(body).height() + 6));
        break;
    case CT_PushButton:
        out = {out.width() + 12, control_height(body)};
        break;
    case CT_ToolButton:
        if (const auto* const button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
            button && has_word(*button, widget))
            out = {button->iconSize.width() + tool_gap + 2 * tool_padding +
                       QFontMetrics(body).size(Qt::TextShowMnemonic, button->text).width(),
                   control_height(body) + 2};
        else if (is_tool(widget))
            out = {out.width() + 4, control_height(body) + 2};
        break;
    case CT_ComboBox:
    case CT_LineEdit:
    case CT_SpinBox:
        out.setHeight(control_height(body));
        break;
    default:
        break;
    }
    return out;
}

int DeskStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                           const QWidget* widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
        return 16;
    case PM_ToolBarIconSize:
        return 20;
    case PM_TreeViewIndentation:
        return 16;
    case PM_TabCloseIndicatorWidth:
    case PM_TabCloseIndicatorHeight:
        return 16;
    case PM_DefaultFrameWidth:
        return 1;
    case PM_HeaderMargin:
        return 6;
    case PM_FocusFrameHMargin:
        return qobject_cast<const QAbstractItemView*>(widget)
                   ? 5
                   : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_ToolBarItemMargin:
        return 4;
    case PM_ToolBarFrameWidth:
    case PM_MenuBarPanelWidth:
    case PM_MenuBarVMargin:
        return 0;
    case PM_ToolBarItemSpacing:
        return 2;
    case PM_ToolBarSeparatorExtent:
        return 11;
    case PM_MenuBarHMargin:
        return 4;
    case PM_TabBarScrollButtonWidth:
        return 20;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QRect DeskStyle::subElementRect(SubElement element, const QStyleOption* option,
                                const QWidget* widget) const
{
    if (element == SE_ItemViewItemDecoration || element == SE_ItemViewItemText)
        return moved_closer(QProxyStyle::subElementRect(element, option, widget),
                            element == SE_ItemViewItemText, option, widget);
    if (element == SE_TabBarTabLeftButton || element == SE_TabBarTabRightButton) {
        const QRect rect = QProxyStyle::subElementRect(element, option, widget);
        const auto* const tab = qstyleoption_cast<const QStyleOptionTab*>(option);
        return tab ? rect.translated(0, lowering(*tab)) : rect;
    }
    if (element == SE_TabBarScrollLeftButton || element == SE_TabBarScrollRightButton)
        return QProxyStyle::subElementRect(element, option, widget)
            .adjusted(0, room_over_tabs, 0, -2);
    const auto* const head = qstyleoption_cast<const QStyleOptionHeader*>(option);
    if (!head || (element != SE_HeaderLabel && element != SE_HeaderArrow))
        return QProxyStyle::subElementRect(element, option, widget);
    // The label stands where it stands without an arrow, the arrow beside its text. Qt leaves the
    // margin above and below the text too, which cuts its descenders.
    QStyleOptionHeader plain = *head;
    plain.sortIndicator = QStyleOptionHeader::None;
    QRect label = QProxyStyle::subElementRect(SE_HeaderLabel, &plain, widget);
    label.setTop(head->rect.top());
    label.setBottom(head->rect.bottom());
    if (element == SE_HeaderLabel)
        return label;
    constexpr int arrow = 8;
    constexpr int gap = 6;
    const int text = head->fontMetrics.horizontalAdvance(head->text);
    const bool right = head->textAlignment & Qt::AlignRight;
    const int left = right ? label.right() - text - gap - arrow : label.left() + text + gap;
    return {std::clamp(left, head->rect.left() + 1, head->rect.right() - arrow - 1),
            label.center().y() - arrow / 2 + 1, arrow, arrow};
}

int DeskStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                         QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_EtchDisabledText:
    // A selected row is grey only in a window that is not the active one.
    case SH_ItemView_ChangeHighlightOnFocus:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace strata
