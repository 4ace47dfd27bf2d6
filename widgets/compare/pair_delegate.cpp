// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_delegate.h"

#include "widgets/compare/pair_model.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QTreeView>

#include <algorithm>

namespace strata {

namespace {

constexpr int glyph_side = 16;
constexpr int bar_height = 8;
constexpr int bar_margin = 6;
constexpr int bar_break = 2;
constexpr int bar_end = 4;
constexpr int hatch_step = 8;
constexpr int note_gap = 8;

QPalette::ColorGroup group_of_row(const QStyleOptionViewItem& option)
{
    return option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
}

bool is_chosen(const QStyleOptionViewItem& option)
{
    return option.state & QStyle::State_Selected;
}

QColor ground_of(PairSign sign, const QPalette& palette)
{
    const Theme& theme = Theme::of(palette);
    switch (sign) {
    case PairSign::Changed:
        return theme.changed.ground;
    case PairSign::Renamed:
        return theme.renamed.ground;
    case PairSign::OnlyLeft:
        return theme.only_left.ground;
    case PairSign::OnlyRight:
        return theme.only_right.ground;
    case PairSign::Same:
    case PairSign::Unknown:
        break;
    }
    return palette.color(QPalette::Base);
}

/// Thin slanted lines; they meet those of the cells beside and beneath.
void draw_hatch(QPainter& painter, const QRect& rect, const QColor& colour)
{
    painter.save();
    painter.setClipRect(rect);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1));
    const int first = (rect.left() + rect.top()) / hatch_step * hatch_step;
    for (int sum = first; sum <= rect.right() + rect.bottom() + hatch_step; sum += hatch_step)
        painter.drawLine(QPointF(sum - rect.top() + 0.5, rect.top() - 0.5),
                         QPointF(sum - rect.bottom() - 0.5, rect.bottom() + 0.5));
    painter.restore();
}

void draw_sign(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto sign = static_cast<PairSign>(index.data(SignRole).toInt());
    const bool unread = index.data(UnreadRole).toBool();
    if (sign == PairSign::Unknown && !unread)
        return;
    const QColor colour =
        is_chosen(option) ? option.palette.color(group_of_row(option), QPalette::HighlightedText)
                          : ink_colour(unread ? IconInk::Warning : sign_ink(sign), option.palette);
    const QRect& cell = option.rect;
    painter.drawPixmap(cell.left() + (cell.width() - glyph_side) / 2,
                       cell.top() + (cell.height() - glyph_side) / 2,
                       icon_pixmap(unread ? QStringLiteral("warning") : sign_icon(sign), colour,
                                   glyph_side, painter.device()->devicePixelRatio()));
}

void draw_share(QPainter& painter, const QStyleOptionViewItem& option, double share)
{
    const QRect room = option.rect.adjusted(bar_margin, 0, -bar_margin, 0);
    const QColor colour =
        is_chosen(option) ? option.palette.color(group_of_row(option), QPalette::HighlightedText)
                          : Theme::of(option.palette).changed.ink;
    QRect bar(room.left(), room.top() + (room.height() - bar_height) / 2,
              std::max(1, qRound(std::min(1.0, share) * room.width())), bar_height);
    if (share > 1) { // broken off: there would be more of it
        painter.fillRect(QRect(bar.right() - bar_end + 1, bar.top(), bar_end, bar_height), colour);
        bar.setRight(bar.right() - bar_end - bar_break);
    }
    painter.fillRect(bar, colour);
}

int depth_of(QModelIndex index)
{
    int depth = 0;
    for (index = index.parent(); index.isValid(); index = index.parent())
        ++depth;
    return depth;
}

} // namespace

void PairDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    RowDelegate::initStyleOption(option, index);
    if (const QVariant tint = index.data(TintRole); tint.isValid())
        option->backgroundBrush = ground_of(static_cast<PairSign>(tint.toInt()), option->palette);
}

void PairDelegate::drawGround(QPainter& painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index, const QRect& rect)
{
    if (is_chosen(option)) {
        painter.fillRect(rect, option.palette.color(group_of_row(option), QPalette::Highlight));
        return;
    }
    if (index.data(AbsentRole).toBool())
        draw_hatch(painter, rect, Theme::of(option.palette).frame);
    else if (const QVariant tint = index.data(TintRole); tint.isValid())
        painter.fillRect(rect, ground_of(static_cast<PairSign>(tint.toInt()), option.palette));
}

QRect PairDelegate::arrowRect(const QRect& cell, int depth, int indentation)
{
    return {cell.left() + depth * indentation, cell.top(), indentation, cell.height()};
}

void PairDelegate::paintRightName(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    const auto* const view = qobject_cast<const QTreeView*>(option.widget);
    const int step = view ? view->indentation() : 0;
    const int depth = depth_of(index);
    QStyleOptionViewItem name = option;
    name.rect.setLeft(std::min(option.rect.right(), option.rect.left() + (depth + 1) * step));
    drawGround(painter, option, index,
               QRect(option.rect.topLeft(), QPoint(name.rect.left() - 1, option.rect.bottom())));
    RowDelegate::paint(&painter, name, index);
    drawNote(painter, name, index);
    if (!view || !index.model()->hasChildren(index.siblingAtColumn(0)))
        return;
    QStyleOptionViewItem branch = option;
    branch.rect = arrowRect(option.rect, depth, step);
    branch.state |= QStyle::State_Children | QStyle::State_Item;
    branch.state.setFlag(QStyle::State_Open, view->isExpanded(index.siblingAtColumn(0)));
    view->style()->drawPrimitive(QStyle::PE_IndicatorBranch, &branch, &painter, view);
}

void PairDelegate::drawNote(QPainter& painter, const QStyleOptionViewItem& given,
                            const QModelIndex& index) const
{
    const QString note = index.data(NoteRole).toString();
    if (note.isEmpty())
        return;
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QStyle* const style = option.widget ? option.widget->style() : QApplication::style();
    const QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget);
    const QFontMetrics metrics(option.font);
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 1;
    const int left = room.left() + margin + metrics.horizontalAdvance(option.text) + note_gap;
    if (left + metrics.horizontalAdvance(note) > given.rect.right() - margin)
        return; // the sign says it too, and the tool tip
    painter.save();
    painter.setPen(
        is_chosen(option)
            ? option.palette.color(group_of_row(option), QPalette::HighlightedText)
            : ink_colour(static_cast<IconInk>(index.data(NoteInkRole).toInt()), option.palette));
    painter.setFont(option.font);
    painter.drawText(
        left, given.rect.top() + (given.rect.height() - metrics.height()) / 2 + metrics.ascent(),
        note);
    painter.restore();
}

void PairDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const auto column = static_cast<PairColumn>(index.column());
    if (index.data(AbsentRole).toBool())
        return drawGround(*painter, option, index, option.rect);
    if (column == PairColumn::RightName)
        return paintRightName(*painter, option, index);
    RowDelegate::paint(painter, option, index);
    if (column == PairColumn::Sign)
        draw_sign(*painter, option, index);
    if (const QVariant share = index.data(ShareRole); share.isValid())
        draw_share(*painter, option, share.toDouble());
}

QSize PairDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = RowDelegate::sizeHint(option, index);
    if (index.column() == static_cast<int>(PairColumn::RightName)) {
        const auto* const view = qobject_cast<const QTreeView*>(option.widget);
        size.rwidth() += (depth_of(index) + 1) * (view ? view->indentation() : 0);
    }
    return size;
}

} // namespace strata
