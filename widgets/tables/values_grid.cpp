// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/values_grid.h"

#include "widgets/tables/copying.h"
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

/// Columns whose values are looked at: more than a screen holds.
constexpr int columns_looked_at = 40;
constexpr int grid_cell_room = 16;

/// Leaves out the text of a cell that the view's edge cuts.
class WholeCells : public RowDelegate {
public:
    using RowDelegate::RowDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        RowDelegate::initStyleOption(option, index);
        const auto* const view = qobject_cast<const QAbstractItemView*>(option->widget);
        if (view && option->rect.right() >= view->viewport()->width())
            option->text.clear();
    }
};

/// The same for the numbers of the columns.
class WholeHeads : public QHeaderView {
public:
    explicit WholeHeads(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionsClickable(true);
        setHighlightSections(false);
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override
    {
        if (rect.right() < viewport()->width())
            return QHeaderView::paintSection(painter, rect, section);
        QStyleOptionHeader option;
        initStyleOption(&option);
        option.rect = rect;
        style()->drawControl(QStyle::CE_HeaderSection, &option, painter, this);
    }
};

} // namespace

ValuesGrid::ValuesGrid(QWidget* parent) : QTableView(parent)
{
    if (auto* const corner = findChild<QAbstractButton*>())
        corner->setAccessibleName(tr("Select all"));
    setObjectName(QStringLiteral("valuesGrid"));
    setAccessibleName(tr("Values"));
    setItemDelegate(new WholeCells(this));
    setHorizontalHeader(new WholeHeads(this));
    setAlternatingRowColors(true);
    setShowGrid(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setCornerButtonEnabled(false);
    // A column is shown whole or not at all.
    setHorizontalScrollMode(QAbstractItemView::ScrollPerItem);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setHighlightSections(false);
    useFont();
}

void ValuesGrid::useFont()
{
    const QFont fixed = fixed_font(font());
    verticalHeader()->setFont(fixed);
    horizontalHeader()->setFont(fixed);
    verticalHeader()->setMinimumSectionSize(row_height(font()));
    verticalHeader()->setDefaultSectionSize(row_height(font()));
    m_wanted = 0;
}

void ValuesGrid::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, [this] { m_wanted = 0; });
}

int ValuesGrid::widestValue() const
{
    const QFontMetrics digits(fixed_font(font()));
    int widest = digits.horizontalAdvance(QStringLiteral("-0.0000"));
    const int first = std::max(0, columnAt(0));
    const int last = std::min(first + columns_looked_at, model()->columnCount());
    const int top = std::max(0, rowAt(0));
    const int rows = viewport()->height() / std::max(1, verticalHeader()->defaultSectionSize());
    const int bottom = std::min(top + rows + 2, model()->rowCount());
    for (int column = first; column < last; ++column) {
        const QString head =
            model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        widest = std::max(widest, digits.horizontalAdvance(head));
        for (int row = top; row < bottom; ++row)
            widest = std::max(
                widest, digits.horizontalAdvance(model()->index(row, column).data().toString()));
    }
    return widest + grid_cell_room;
}

void ValuesGrid::fitColumns()
{
    if (!model() || model()->columnCount() == 0)
        return;
    m_wanted = std::max(m_wanted, widestValue());
    // All columns alike: like values stand under each other across the grid too.
    const int room = std::max(1, viewport()->width());
    const int shown = std::max(1, room / m_wanted);
    const int width = model()->columnCount() > shown ? room / shown : std::min(m_wanted, room);
    if (width != horizontalHeader()->defaultSectionSize())
        horizontalHeader()->setDefaultSectionSize(width);
}

void ValuesGrid::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void ValuesGrid::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() != QEvent::FontChange)
        return;
    useFont();
    fitColumns();
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
    if (event->matches(QKeySequence::Copy))
        return copy_selection(*this, QLatin1Char('\t'));
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
        copy_selection(*this, QLatin1Char('\t'));
    else if (chosen == csv)
        copy_selection(*this, QLatin1Char(','));
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
