// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/table_view.h"

#include "widgets/tables/roles.h"
#include "widgets/tables/row_delegate.h"
#include "widgets/theme/fonts.h"

#include <QClipboard>
#include <QCollator>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace strata {

namespace {

/// A field of a CSV line, quoted where it must be.
QString field(const QString& text, QChar separator)
{
    const bool tabs = separator == QLatin1Char('\t');
    QString out = text;
    // What is copied is pasted into code and sheets: a hyphen, not the minus sign of the screen.
    out.replace(QChar(0x2212), QLatin1Char('-'));
    if (tabs)
        return out.replace(QLatin1Char('\t'), QLatin1Char(' '))
            .replace(QLatin1Char('\n'), QLatin1Char(' '));
    if (out.contains(separator) || out.contains(QLatin1Char('"')) ||
        out.contains(QLatin1Char('\n')))
        return QLatin1Char('"') + out.replace(QLatin1Char('"'), QStringLiteral("\"\"")) +
               QLatin1Char('"');
    return out;
}

/// Sorts texts as people read them: "2" before "10".
class NaturalSorter : public QSortFilterProxyModel {
public:
    explicit NaturalSorter(QObject* parent) : QSortFilterProxyModel(parent)
    {
        m_order.setNumericMode(true);
        m_order.setCaseSensitivity(Qt::CaseInsensitive);
    }

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override
    {
        const QVariant a = left.data(sortRole());
        const QVariant b = right.data(sortRole());
        if (a.userType() != QMetaType::QString || b.userType() != QMetaType::QString)
            return QSortFilterProxyModel::lessThan(left, right);
        return m_order.compare(a.toString(), b.toString()) < 0;
    }

private:
    /// The same order everywhere; the C locale knows no numbers in texts.
    QCollator m_order{QLocale(QLocale::English)};
};

} // namespace

QString selection_text(const QAbstractItemView& view, QChar separator)
{
    const auto* const selection = view.selectionModel();
    if (!selection)
        return {};
    QModelIndexList indexes = selection->selectedIndexes();
    std::sort(indexes.begin(), indexes.end());
    QString text;
    QModelIndex last;
    for (const QModelIndex& index : std::as_const(indexes)) {
        const QString cell = field(index.data(CopyRole).toString(), separator);
        const bool same_row =
            last.isValid() && last.row() == index.row() && last.parent() == index.parent();
        if (last.isValid())
            text += same_row ? separator : QLatin1Char('\n');
        text += cell;
        last = index;
    }
    return text;
}

TableView::TableView(QWidget* parent) : QTreeView(parent), m_sorter(new NaturalSorter(this))
{
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setItemDelegate(new RowDelegate(this));
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    header()->setHighlightSections(false);
    header()->setStretchLastSection(true);
    m_sorter->setSortRole(SortRole);
}

void TableView::setSource(QAbstractItemModel* source)
{
    m_sorter->setSourceModel(source);
    setModel(m_sorter);
    setSortingEnabled(true);
    header()->setSortIndicator(-1, Qt::AscendingOrder);
    m_sorter->sort(-1);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (const int row = currentSourceRow(); row >= 0)
            Q_EMIT sourceRowChosen(row);
    });
    connect(m_sorter, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
}

int TableView::currentSourceRow() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? m_sorter->mapToSource(current).row() : -1;
}

int TableView::sourceRow(const QModelIndex& index) const
{
    return m_sorter->mapToSource(index).row();
}

QList<int> TableView::selectedSourceRows() const
{
    QModelIndexList indexes = selectionModel()->selectedRows();
    std::sort(indexes.begin(), indexes.end());
    QList<int> rows;
    for (const QModelIndex& index : std::as_const(indexes))
        rows.append(m_sorter->mapToSource(index).row());
    return rows;
}

void TableView::selectSourceRow(int row)
{
    const QModelIndex index = m_sorter->mapFromSource(m_sorter->sourceModel()->index(row, 0));
    if (!index.isValid() || currentSourceRow() == row)
        return;
    setCurrentIndex(index);
    scrollTo(index);
}

void TableView::fitColumns(int stretched)
{
    header()->setStretchLastSection(false);
    header()->setResizeContentsPrecision(100);
    for (int column = 0; column < header()->count(); ++column) {
        if (column == stretched)
            continue;
        header()->setSectionResizeMode(column, QHeaderView::Interactive);
        resizeColumnToContents(column);
        // A column of long texts leaves room for the others.
        setColumnWidth(column, std::min(columnWidth(column) + 8, 320));
    }
    if (stretched >= 0)
        header()->setSectionResizeMode(stretched, QHeaderView::Stretch);
}

void TableView::setPreferredRows(int rows)
{
    m_preferred_rows = rows;
    updateGeometry();
}

QSize TableView::sizeHint() const
{
    QSize size = QTreeView::sizeHint();
    if (m_preferred_rows > 0)
        size.setHeight(header()->sizeHint().height() + m_preferred_rows * row_height(font()) +
                       2 * frameWidth() + 2);
    return size;
}

QSize TableView::minimumSizeHint() const
{
    return {160, header()->sizeHint().height() + 3 * row_height(font())};
}

QString TableView::selectionAsText(QChar separator) const
{
    return selection_text(*this, separator);
}

QString TableView::allAsText(QChar separator) const
{
    const auto line = [&](auto text_of_column) {
        QStringList cells;
        for (int column = 0; column < m_sorter->columnCount(); ++column) {
            if (!m_sorter->headerData(column, Qt::Horizontal).toString().isEmpty())
                cells.append(field(text_of_column(column), separator));
        }
        return cells.join(separator) + QLatin1Char('\n');
    };
    QString text = line(
        [this](int column) { return m_sorter->headerData(column, Qt::Horizontal).toString(); });
    for (int row = 0; row < m_sorter->rowCount(); ++row)
        text += line([this, row](int column) {
            return m_sorter->index(row, column).data(CopyRole).toString();
        });
    return text;
}

void TableView::copy(QChar separator) const
{
    QGuiApplication::clipboard()->setText(selectionAsText(separator));
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy(QLatin1Char('\t'));
        return;
    }
    QTreeView::keyPressEvent(event);
}

void TableView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    const bool some = selectionModel() && selectionModel()->hasSelection();
    QAction* const text = menu.addAction(tr("Copy"));
    QAction* const csv = menu.addAction(tr("Copy as CSV"));
    menu.addSeparator();
    QAction* const all = menu.addAction(tr("Select all"));
    text->setEnabled(some);
    csv->setEnabled(some);
    const QAction* const chosen = menu.exec(event->globalPos());
    if (chosen == text)
        copy(QLatin1Char('\t'));
    else if (chosen == csv)
        copy(QLatin1Char(','));
    else if (chosen == all)
        selectAll();
}

void TableView::initViewItemOption(QStyleOptionViewItem* option) const
{
    QTreeView::initViewItemOption(option);
    // Qt greys the selection when the view has no focus; here only when the window is not active.
    option->state.setFlag(QStyle::State_Active, isActiveWindow());
}

} // namespace strata
