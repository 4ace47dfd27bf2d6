// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/table_view.h"

#include "widgets/tables/copying.h"
#include "widgets/tables/roles.h"
#include "widgets/tables/row_delegate.h"
#include "widgets/theme/fonts.h"

#include <QCollator>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QtMath>

#include <algorithm>

namespace strata {

namespace {

/// How much of a table says how wide its columns should be, and whether one holds anything.
constexpr int rows_measured = 100;
constexpr int rows_looked_through = 1'000;
/// Of a name or a sentence, and of what should not be cut, before other columns leave.
constexpr int least_letters = 14;
constexpr int most_letters = 32;
/// Around a cell's text, and for the arrow beside a head's.
constexpr int cell_room = 8;
constexpr int arrow_room = 14;
constexpr int mark_room = 20;

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

TableView::TableView(QWidget* parent)
    : QTreeView(parent), m_sorter(new NaturalSorter(this)), m_delegate(new RowDelegate(this))
{
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setItemDelegate(m_delegate);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    header()->setHighlightSections(false);
    header()->setStretchLastSection(true);
    connect(header(), &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        if (!m_sharing && !m_needs.isEmpty() && width > 0)
            m_own_widths[column] = width;
    });
    connect(header(), &QHeaderView::sortIndicatorChanged, this, [this] {
        if (!m_needs.isEmpty())
            fitColumns(m_stretched, QList<int>(m_leaving));
    });
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
    connect(m_sorter, &QAbstractItemModel::modelReset, this, [this] {
        if (m_needs.size() != header()->count())
            m_own_widths.clear(); // of other columns
        updateGeometry();
    });
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

void TableView::fitColumns(int stretched, const QList<int>& leaving)
{
    m_stretched = stretched;
    m_leaving = leaving;
    header()->setStretchLastSection(false);
    m_needs.clear();
    for (int column = 0; column < header()->count(); ++column)
        m_needs.append(needOf(column));
    shareRoom();
}

ColumnNeed TableView::needOf(int column) const
{
    ColumnNeed need;
    need.leaving = static_cast<int>(m_leaving.indexOf(column));
    const int reserved = m_reserved.value(column);
    if (reserved == 0 && isEmptyColumn(column))
        return need;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QString title = m_sorter->headerData(column, Qt::Horizontal).toString();
    const bool measured = reserved == 0 || !title.isEmpty();
    int content = reserved;
    int mark = 0;
    for (int row = 0; measured && row < std::min(m_sorter->rowCount(), rows_measured); ++row) {
        const QModelIndex index = m_sorter->index(row, column);
        content = std::max(content, itemDelegate()->sizeHint(option, index).width() + cell_room);
        // Beside a mark as many letters are read.
        if (column != m_stretched && index.data(Qt::DecorationRole).isValid())
            mark = mark_room;
    }
    const int arrow = header()->sectionsClickable() ? arrow_room : 0;
    const bool sorted =
        header()->isSortIndicatorShown() && header()->sortIndicatorSection() == column;
    const int margins = 2 * style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, header()) + 2;
    const int head = title.isEmpty() || m_chart
                         ? 0
                         : header()->fontMetrics().horizontalAdvance(title) + margins + arrow;
    const QVariant elide = m_sorter->headerData(column, Qt::Horizontal, ElideRole);
    // What may leave does so rather than being cut, but for paths, whose ends say enough.
    const bool path = elide.isValid() && elide.toInt() == static_cast<int>(Qt::ElideMiddle);
    const bool whole = (need.leaving >= 0 && !path) ||
                       (elide.isValid() && elide.toInt() == static_cast<int>(Qt::ElideNone));
    const int letters = fontMetrics().averageCharWidth() * (whole ? most_letters : least_letters);
    need.wanted = std::max(head, content);
    need.spare = sorted ? 0 : need.wanted - std::max(head - arrow, content);
    // Where there is little room only the head that has the arrow keeps room for it.
    need.least = std::max(head - (sorted ? 0 : arrow), std::min(content, letters + mark));
    return need;
}

bool TableView::isEmptyColumn(int column) const
{
    const int rows = m_sorter->rowCount();
    if (rows == 0 || rows > rows_looked_through)
        return false;
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = m_sorter->index(row, column);
        if (!index.data().toString().isEmpty())
            return false;
        for (const int role :
             {int{BarRole}, int{SparkRole}, int{MarksRole}, int{Qt::DecorationRole}}) {
            if (index.data(role).isValid())
                return false;
        }
    }
    return true;
}

void TableView::shareRoom()
{
    if (m_needs.isEmpty() || m_needs.size() != header()->count())
        return;
    const QScopedValueRollback guard(m_sharing, true);
    const int room = viewport()->width();
    QList<ColumnNeed> needs = m_needs;
    const auto at_least = [&](int column, double share) {
        ColumnNeed& need = needs[column];
        need.least = std::max(need.least, std::min(need.wanted, qCeil(share * room)));
    };
    if (m_kept >= 0)
        at_least(m_kept, m_kept_share);
    if (m_stretched >= 0)
        at_least(m_stretched, m_kept >= 0 ? m_stretched_share : 0.5);
    for (auto own = m_own_widths.cbegin(); own != m_own_widths.cend(); ++own) {
        if (own.key() < needs.size() && needs[own.key()].wanted > 0)
            needs[own.key()].wanted = needs[own.key()].least = own.value();
    }
    const QList<int> widths = share_room(needs, room, m_stretched);
    for (int column = 0; column < widths.size(); ++column) {
        setColumnHidden(column, widths[column] == 0);
        if (widths[column] > 0)
            setColumnWidth(column, widths[column]);
    }
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    shareRoom();
}

void TableView::changeEvent(QEvent* event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange && !m_needs.isEmpty())
        fitColumns(m_stretched, QList<int>(m_leaving));
}

void TableView::keepWhole(int column, double share, double stretched_share)
{
    m_kept = column;
    m_kept_share = share;
    m_stretched_share = stretched_share;
}

int TableView::heightOfRows(int most) const
{
    int height = headHeight() + 2 * frameWidth();
    for (int row = 0; row < std::min(m_sorter->rowCount(), most); ++row)
        height += uniformRowHeights() ? m_delegate->rowHeight(font())
                                      : indexRowSizeHint(m_sorter->index(row, 0));
    return height;
}

void TableView::setPreferredRows(int rows)
{
    m_preferred_rows = rows;
    updateGeometry();
}

void TableView::setChart()
{
    m_chart = true;
    m_delegate->setChart(true);
    setHeaderHidden(true);
    setAlternatingRowColors(false);
    updateGeometry();
}

int TableView::headHeight() const
{
    return m_chart ? 0 : header()->sizeHint().height();
}

QSize TableView::sizeHint() const
{
    QSize size = QTreeView::sizeHint();
    if (m_preferred_rows > 0)
        size.setHeight(headHeight() + m_preferred_rows * m_delegate->rowHeight(font()) +
                       2 * frameWidth() + 2);
    return size;
}

QSize TableView::minimumSizeHint() const
{
    return {160, headHeight() + 3 * m_delegate->rowHeight(font())};
}

void TableView::drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const
{
    const bool cut = option.rect.bottom() >= viewport()->height() && option.rect.top() > 0;
    if (!m_chart || !cut)
        QTreeView::drawRow(painter, option, index);
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
    copy_selection(*this, separator);
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
