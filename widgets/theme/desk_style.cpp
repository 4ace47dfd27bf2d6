// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/desk_style.h"

#include "widgets/parts/focus_ring.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStyleOption>
#include <QToolBar>
#include <QTreeView>

#include <algorithm>

namespace strata {

namespace {

constexpr qreal corner = 3;
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

/// A frame of `width` whose outer edge is the rectangle's edge.
void draw_outline(QPainter& painter, const QRect& rect, const QColor& colour, qreal width,
                  qreal radius)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, width));
    const qreal half = width / 2;
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius);
}

void draw_button(const QStyleOption& option, QPainter& painter)
{
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
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    draw_outline(painter, option.rect, chosen ? fill : theme.frame, 1, corner);
    if (option.state & QStyle::State_HasFocus)
        draw_outline(painter, option.rect, theme.focus, 2, corner);
    painter.restore();
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

void draw_focus(const QStyleOption& option, QPainter& painter, const QWidget* widget)
{
    const Theme& theme = Theme::of(option.palette);
    const auto* const item = qobject_cast<const QAbstractItemView*>(widget);
    painter.save();
    if (item) {
        // A row with focus but no selection has a dotted frame; a selected one shows it already.
        if (!(option.state & QStyle::State_Selected)) {
            painter.setPen(QPen(option.palette.color(QPalette::Text), 1, Qt::DotLine));
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
    } else {
        painter.setRenderHint(QPainter::Antialiasing);
        draw_outline(painter, option.rect, theme.focus, 2, 2);
    }
    painter.restore();
}

/// A head with its sort arrow where DeskStyle puts it: Qt's own drawing asks the base style.
bool draw_sorted_head(const QStyle& style, const QStyleOption* option, QPainter* painter,
                      const QWidget* widget)
{
    const auto* const head = qstyleoption_cast<const QStyleOptionHeader*>(option);
    if (!head || head->sortIndicator == QStyleOptionHeader::None)
        return false;
    painter->save();
    painter->setClipRect(head->rect);
    style.drawControl(QStyle::CE_HeaderSection, head, painter, widget);
    QStyleOptionHeader part = *head;
    part.rect = style.subElementRect(QStyle::SE_HeaderLabel, head, widget);
    style.drawControl(QStyle::CE_HeaderLabel, &part, painter, widget);
    part.rect = style.subElementRect(QStyle::SE_HeaderArrow, head, widget);
    style.drawPrimitive(QStyle::PE_IndicatorHeaderArrow, &part, painter, widget);
    painter->restore();
    return true;
}

} // namespace

DeskStyle::DeskStyle() : QProxyStyle(QStringLiteral("fusion")) {}

void DeskStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                              QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return draw_button(*option, *painter);
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
        return draw_focus(*option, *painter, widget);
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
            const auto group = option->state & State_Active ? QPalette::Active : QPalette::Inactive;
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
    if (element == CE_Header && draw_sorted_head(*this, option, painter, widget))
        return;
    if (element == CE_PushButtonLabel && (option->state & State_On)) {
        if (const auto* const button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton chosen = *button;
            chosen.palette.setColor(
                QPalette::ButtonText,
                option->palette.color(QPalette::Active, QPalette::HighlightedText));
            QProxyStyle::drawControl(element, &chosen, painter, widget);
            return;
        }
    }
    QProxyStyle::drawControl(element, option, painter, widget);
    if (element == CE_TabBarTab && (option->state & State_HasFocus)) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        draw_outline(*painter, option->rect.adjusted(2, 3, -2, -2),
                     Theme::of(option->palette).focus, 2, 2);
        painter->restore();
    }
}

void DeskStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                   QPainter* painter, const QWidget* widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    // Fusion draws no panel under a flat button, and so no focus.
    if (control == CC_ToolButton && (option->state & State_HasFocus))
        draw_focus(*option, *painter, nullptr);
    // Fusion's own outline vanishes in dark.
    if ((control == CC_SpinBox || control == CC_ComboBox) && Theme::of(option->palette).is_dark)
        draw_line_edit(*option, *painter, false);
}

void DeskStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget))
        widget->setAttribute(Qt::WA_Hover);
    // A page that scrolls takes the keyboard and draws nothing itself.
    if (auto* const page = qobject_cast<QScrollArea*>(widget);
        page && page->focusPolicy() != Qt::NoFocus && !page->findChild<FocusRing*>()) {
        new FocusRing(*page);
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
        out.setHeight(std::max(28, QFontMetrics(body).height() + 10));
        break;
    case CT_PushButton:
        out = {out.width() + 10, control_height(body)};
        break;
    case CT_ToolButton:
        if (qobject_cast<const QToolBar*>(widget ? widget->parentWidget() : nullptr))
            out = {out.width() + 8, control_height(body) + 2};
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
    const auto* const head = qstyleoption_cast<const QStyleOptionHeader*>(option);
    const bool of_sorted = head && head->sortIndicator != QStyleOptionHeader::None &&
                           (element == SE_HeaderLabel || element == SE_HeaderArrow);
    if (!of_sorted)
        return QProxyStyle::subElementRect(element, option, widget);
    // The label stands where it stands without an arrow, the arrow beside its text.
    QStyleOptionHeader plain = *head;
    plain.sortIndicator = QStyleOptionHeader::None;
    const QRect label = QProxyStyle::subElementRect(SE_HeaderLabel, &plain, widget);
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
