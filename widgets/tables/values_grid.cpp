// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/values_grid.h"

#include "widgets/tables/roles.h"
#include "widgets/tables/row_delegate.h"
#include "widgets/tables/table_view.h"
#include "widgets/theme/fonts.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>

namespace strata {

namespace {
/// Columns whose widths are looked at: more than a screen holds.
constexpr int columns_looked_at = 40;
constexpr int widest_column = 360;
} // namespace

ValuesGrid::ValuesGrid(QWidget* parent) : QTableView(parent)
{
    if (auto* const corner = findChild<QAbstractButton*>())
        corner->setAccessibleName(tr("Select all"));
    setObjectName(QStringLiteral("valuesGrid"));
    setAccessibleName(tr("Values"));
    setItemDelegate(new RowDelegate(this));
    setAlternatingRowColors(true);
    setShowGrid(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->setDefaultSectionSize(row_height(font()));
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setHighlightSections(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setResizeContentsPrecision(60);
    horizontalHeader()->setDefaultSectionSize(80);
    const QFont fixed = fixed_font(font());
    verticalHeader()->setFont(fixed);
    horizontalHeader()->setFont(fixed);
}

void ValuesGrid::fitColumns()
{
    if (!model())
        return;
    const int first = std::max(0, horizontalHeader()->visualIndexAt(0));
    const int last = std::min(first + columns_looked_at, model()->columnCount());
    int widest = 56;
    for (int column = first; column < last; ++column)
        widest = std::max(
            {widest, sizeHintForColumn(column) + 10, horizontalHeader()->sectionSizeHint(column)});
    widest = std::min(widest, widest_column);
    // All columns alike: like values stand under each other across the grid too.
    if (widest != horizontalHeader()->defaultSectionSize())
        horizontalHeader()->setDefaultSectionSize(widest);
}

QString ValuesGrid::selectionAsNumpy() const
{
    const QString rows = selection_text(*this, QLatin1Char('\t'));
    QStringList lines;
    for (const QString& line : rows.split(QLatin1Char('\n')))
        lines.append(QLatin1Char('[') +
                     QString(line).replace(QLatin1Char('\t'), QStringLiteral(", ")) +
                     QLatin1Char(']'));
    return QStringLiteral("np.array([") + lines.join(QStringLiteral(",\n          ")) +
           QStringLiteral("])");
}

void ValuesGrid::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(selection_text(*this, QLatin1Char('\t')));
        return;
    }
    QTableView::keyPressEvent(event);
}

void ValuesGrid::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    const QAction* const text = menu.addAction(tr("Copy"));
    const QAction* const csv = menu.addAction(tr("Copy as CSV"));
    const QAction* const numpy = menu.addAction(tr("Copy as NumPy text"));
    const QAction* const chosen = menu.exec(event->globalPos());
    if (chosen == text)
        QGuiApplication::clipboard()->setText(selection_text(*this, QLatin1Char('\t')));
    else if (chosen == csv)
        QGuiApplication::clipboard()->setText(selection_text(*this, QLatin1Char(',')));
    else if (chosen == numpy)
        QGuiApplication::clipboard()->setText(selectionAsNumpy());
}

void ValuesGrid::initViewItemOption(QStyleOptionViewItem* option) const
{
    QTableView::initViewItemOption(option);
    // Qt greys the selection when the view has no focus; here only when the window is not active.
    option->state.setFlag(QStyle::State_Active, isActiveWindow());
}

} // namespace strata
