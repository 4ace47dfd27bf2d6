// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/row_delegate.h"

#include "widgets/parts/marks.h"
#include "widgets/tables/roles.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

constexpr int spark_width = 72;
constexpr int spark_height = 14;
constexpr int marks_width = 42;
/// From one mark to the next.
constexpr int mark_step = 18;

bool is_selected(const QStyleOptionViewItem& option)
{
    return option.state & QStyle::State_Selected;
}

QPalette::ColorGroup group_of(const QStyleOptionViewItem& option)
{
    if (!(option.state & QStyle::State_Enabled))
        return QPalette::Disabled;
    return option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
}

QColor data_colour(const QStyleOptionViewItem& option)
{
    return is_selected(option) ? option.palette.color(group_of(option), QPalette::HighlightedText)
                               : Theme::of(option.palette).series[0];
}

/// The longest bar of a column, at least.
constexpr int least_bar = 48;
/// From a bar to the number at its end.
constexpr int bar_number_gap = 6;
constexpr int bar_height = 8;
/// From one bar of a chart to the next.
constexpr int bar_gap = 6;

/// What a cell with a bar shows beside it.
struct BarText {
    QString number;
    QString
        widest; ///< of the column, if it says so; but in a chart numbers stand at the cell's end
    bool chart = false; ///< bars from one line on, nearly as high as their rows
};

void draw_bar(QPainter& painter, const QStyleOptionViewItem& option, QPointF shares,
              const BarText& text)
{
    const QFont font = fixed_font(option.font);
    const QFontMetrics fixed(font);
    const bool at_end = !text.chart && !text.widest.isEmpty();
    const QRect room = RowDelegate::barRoom(
        option.rect, text.widest.isEmpty() ? text.number : text.widest, option.font);
    // Where the number follows its bar both are one figure; elsewhere the bar is thin.
    const int height = text.chart ? option.rect.height() - bar_gap
                       : text.number.isEmpty() || at_end
                           ? std::max(bar_height, option.rect.height() * bar_height / 22)
                           : std::max(6, option.rect.height() / 2 - 2);
    const int left = room.left() + qRound(std::min(shares.x(), shares.y()) * room.width());
    const int right = room.left() + qRound(std::max(shares.x(), shares.y()) * room.width());
    if (shares.x() != shares.y())
        painter.fillRect(QRect(left, room.top() + (room.height() - height) / 2,
                               std::max(1, right - left), height),
                         data_colour(option));
    if (shares.x() > 0 || text.chart) { // say where zero is
        const int zero = room.left() + qRound(shares.x() * room.width());
        painter.fillRect(QRect(zero, option.rect.top(), 1, option.rect.height()),
                         is_selected(option) ? data_colour(option)
                                             : Theme::of(option.palette).axis);
    }
    if (text.number.isEmpty())
        return;
    const QFontMetrics body(option.font);
    painter.setFont(font);
    painter.setPen(option.palette.color(
        group_of(option), is_selected(option) ? QPalette::HighlightedText : QPalette::Text));
    const int number_left = at_end ? option.rect.right() - 5 - fixed.horizontalAdvance(text.number)
                                   : right + bar_number_gap;
    painter.drawText(number_left,
                     option.rect.top() + (option.rect.height() - body.height()) / 2 + body.ascent(),
                     text.number);
}

void draw_grid(QPainter& painter, const QStyleOptionViewItem& option, const QList<double>& shares,
               const QRect& room)
{
    for (const double share : shares)
        painter.fillRect(QRect(room.left() + qRound(share * room.width()), option.rect.top(), 1,
                               option.rect.height()),
                         Theme::of(option.palette).grid);
}

void draw_spark(QPainter& painter, const QStyleOptionViewItem& option, const QList<float>& heights)
{
    QRect room(0, 0, std::min(spark_width, option.rect.width() - 12), spark_height);
    room.moveLeft(option.rect.left() + 6);
    room.moveTop(option.rect.center().y() - spark_height / 2);
    const QColor colour = data_colour(option);
    if (heights.isEmpty()) { // not measured yet
        painter.setPen(QPen(Theme::of(option.palette).frame, 1, Qt::DotLine));
        painter.drawLine(room.left(), room.center().y(), room.right(), room.center().y());
        return;
    }
    // Bins of whole pixels are all alike; only where there are more bins than pixels they are not.
    double step = static_cast<double>(room.width()) / static_cast<double>(heights.size());
    if (step >= 1)
        step = std::floor(step);
    for (int i = 0; i < heights.size(); ++i) {
        if (heights[i] <= 0)
            continue;
        const int height = std::max(1, qRound(heights[i] * float(spark_height)));
        const int left = room.left() + static_cast<int>(i * step);
        const int right = room.left() + static_cast<int>((i + 1) * step);
        painter.fillRect(
            QRect(left, room.bottom() + 1 - height, std::max(1, right - left - 1), height), colour);
    }
}

void draw_marks(QPainter& painter, const QStyleOptionViewItem& option, const QStringList& names,
                int left)
{
    const qreal ratio = painter.device()->devicePixelRatio();
    for (const QString& name : names) {
        const QColor colour =
            is_selected(option) ? option.palette.color(group_of(option), QPalette::HighlightedText)
                                : ink_colour(find_mark(name).ink, option.palette);
        painter.drawPixmap(left, option.rect.center().y() - 7,
                           icon_pixmap(name, colour, 16, ratio));
        left += mark_step;
    }
}

/// More digits than a number of 64 bits has are a text: nobody takes their beginning for the whole.
constexpr int most_digits = 20;

bool is_number(const QString& text)
{
    return text.size() <= most_digits && std::ranges::all_of(text, [](QChar c) {
               return c.isDigit() || QStringView(u".,e+-\u2212").contains(c);
           });
}

/// A text as far as it fits. Part of a number would read as another number.
QString fitted(const QFontMetrics& metrics, const QString& text, Qt::TextElideMode mode, int room)
{
    if (mode != Qt::ElideNone && !is_number(text))
        return metrics.elidedText(text, mode, room);
    return metrics.horizontalAdvance(text) <= room ? text : QString(QChar(0x2026));
}

} // namespace

void RowDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.data(FixedFontRole).toBool())
        option->font = fixed_font(option->font);
    if (index.data(BarRole).isValid())
        option->text.clear(); // it stands at the bar's end
    if (const QVariant elide = index.data(ElideRole); elide.isValid())
        option->textElideMode = static_cast<Qt::TextElideMode>(elide.toInt());
    // What is not there is grey, yet can be read and chosen.
    if (index.data(SecondaryRole).toBool() || index.data(GreyRole).toBool())
        option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
    if (const QVariant ink = index.data(InkRole); ink.isValid())
        option->palette.setColor(QPalette::Text,
                                 ink_colour(static_cast<IconInk>(ink.toInt()), option->palette));
    const qsizetype marks = index.data(MarksRole).toStringList().size();
    if (marks > 0 && !option->text.isEmpty()) { // marks stand behind the text
        const QStyle* const style =
            option->widget ? option->widget->style() : QApplication::style();
        const int room =
            style->subElementRect(QStyle::SE_ItemViewItemText, option, option->widget).width();
        option->text = QFontMetrics(option->font)
                           .elidedText(option->text, option->textElideMode,
                                       room - mark_step * static_cast<int>(marks) - 12);
    }
    if (is_selected(*option) && !option->icon.isNull() && group_of(*option) != QPalette::Active) {
        // Qt draws an icon of a selected row for the active window's colour only.
        QIcon quiet;
        quiet.addPixmap(option->icon.pixmap(option->decorationSize, QIcon::Normal),
                        QIcon::Selected);
        option->icon = quiet;
    }
}

void RowDelegate::drawFixedText(QPainter& painter, const QStyleOptionViewItem& given,
                                const QModelIndex& index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QStyle* const style = option.widget ? option.widget->style() : QApplication::style();
    const QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget);
    const QString text = option.text;
    option.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &option, &painter, option.widget);
    // On the baseline that a neighbour in the body font has.
    const QFontMetrics body(given.font);
    const QFontMetrics fixed(option.font);
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 1;
    const QRect line = room.adjusted(margin, 0, -margin, 0);
    const bool right = option.displayAlignment & Qt::AlignRight;
    const QString shown = fitted(fixed, text, option.textElideMode, line.width());
    const int width = fixed.horizontalAdvance(shown);
    painter.save();
    painter.setClipRect(given.rect);
    painter.setFont(option.font);
    painter.setPen(option.palette.color(
        group_of(option), is_selected(option) ? QPalette::HighlightedText : QPalette::Text));
    painter.drawText(right ? line.right() + 1 - width : line.left(),
                     given.rect.top() + (given.rect.height() - body.height()) / 2 + body.ascent(),
                     shown);
    painter.restore();
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const
{
    const QVariant bar = index.data(BarRole);
    if (index.data(FixedFontRole).toBool() && !bar.isValid())
        drawFixedText(*painter, option, index);
    else
        QStyledItemDelegate::paint(painter, option, index);
    const QVariant spark = index.data(SparkRole);
    const QVariant marks = index.data(MarksRole);
    if (!bar.isValid() && !spark.isValid() && !marks.isValid())
        return;
    painter->save();
    painter->setClipRect(option.rect);
    if (bar.isValid()) {
        const QString widest = index.data(BarFigureRole).toString();
        if (m_chart && !is_selected(option))
            draw_grid(*painter, option, m_grid, barRoom(option.rect, widest, option.font));
        draw_bar(*painter, option, bar.toPointF(), {index.data().toString(), widest, m_chart});
    }
    if (spark.isValid())
        draw_spark(*painter, option, spark.value<QList<float>>());
    if (marks.isValid())
        draw_marks(*painter, option, marks.toStringList(),
                   marksLeft(option, index, marks.toStringList().size()));
    painter->restore();
}

int RowDelegate::marksLeft(const QStyleOptionViewItem& given, const QModelIndex& index,
                           qsizetype count) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    if (option.text.isEmpty())
        return given.rect.right() - 2 - mark_step * static_cast<int>(count);
    const QStyle* const style = option.widget ? option.widget->style() : QApplication::style();
    const QRect room = style->subElementRect(QStyle::SE_ItemViewItemText, &option, option.widget);
    const int behind = room.left() + QFontMetrics(option.font).horizontalAdvance(option.text) + 8;
    return std::min(behind, given.rect.right() - 2 - mark_step * static_cast<int>(count));
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.data(SparkRole).isValid())
        size.setWidth(spark_width + 12);
    if (index.data(BarRole).isValid()) {
        const QString number = index.data().toString();
        const int text = QFontMetrics(fixed_font(option.font)).horizontalAdvance(number);
        size.setWidth(least_bar + 12 + (number.isEmpty() ? 0 : text + bar_number_gap + 6));
    }
    if (const QVariant marks = index.data(MarksRole); marks.isValid())
        size.setWidth(index.data().toString().isEmpty()
                          ? marks_width
                          : size.width() + 12 +
                                mark_step * static_cast<int>(marks.toStringList().size()));
    size.setHeight(rowHeight(option.font));
    return size;
}

QRect RowDelegate::barRoom(const QRect& cell, const QString& widest, const QFont& body)
{
    const int number = QFontMetrics(fixed_font(body)).horizontalAdvance(widest);
    return cell.adjusted(6, 0, number == 0 ? -6 : -12 - number - bar_number_gap, 0);
}

int RowDelegate::rowHeight(const QFont& body) const
{
    return m_chart ? QFontMetrics(body).height() + 4 : row_height(body);
}

} // namespace strata
