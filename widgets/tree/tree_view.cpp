// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tree/tree_view.h"

#include "widgets/tables/row_delegate.h"
#include "widgets/tables/table_view.h"
#include "widgets/tree/tree_model.h"
#include "widgets/words/identity_words.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace strata {

namespace {

/// A view that expands more rows at once stops the window: seen 0.4 s for a million.
constexpr int most_rows_expanded = 20'000;
/// How many rows are open when a document is first shown, and the largest group opened by itself.
constexpr int first_rows = 60;
constexpr int first_group_rows = 40;

constexpr int name_minimum = 150;
constexpr int name_maximum = 340;
constexpr int value_minimum = 90;
/// Names that want more than is left take it from the type.
constexpr int type_minimum = 96;

/// Columns in the order in which they leave.
constexpr TreeColumn leaving[] = {TreeColumn::Dtype, TreeColumn::Size,         TreeColumn::Type,
                                  TreeColumn::Marks, TreeColumn::Distribution, TreeColumn::Params,
                                  TreeColumn::Dims};

} // namespace

TreeView::TreeView(QWidget* parent) : QTreeView(parent)
{
    setObjectName(QStringLiteral("treeView"));
    setAccessibleName(tr("Contents of the file"));
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setAnimated(false);
    setIndentation(16);
    setAllColumnsShowFocus(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setItemDelegate(new RowDelegate(this));
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    header()->setHighlightSections(false);
    header()->setStretchLastSection(false);
    connect(header(), &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        // The name takes what the others leave.
        if (m_fitting || column == static_cast<int>(TreeColumn::Name) || width == 0)
            return;
        m_own_widths[column] = width;
        Q_EMIT ownWidthsChanged();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TreeView::visibleRowsChanged);
    connect(this, &QTreeView::expanded, this, &TreeView::visibleRowsChanged);
    connect(this, &QTreeView::collapsed, this, &TreeView::visibleRowsChanged);
}

void TreeView::setTreeModel(TreeModel* model)
{
    m_model = model;
    setModel(model);
    header()->setMinimumSectionSize(24);
}

void TreeView::expandFirstRows()
{
    if (!m_model || !m_model->document())
        return;
    QList<QModelIndex> waiting = {QModelIndex()};
    int shown = 0;
    for (qsizetype next = 0; next < waiting.size(); ++next) {
        const QModelIndex parent = waiting[next];
        const int children = m_model->rowCount(parent);
        const bool small = children <= first_group_rows && shown + children <= first_rows;
        // Metadata has a page of its own.
        const bool listed =
            parent.isValid() &&
            tree_of(*m_model->document(), m_model->reading()).node(m_model->nodeAt(parent)).kind ==
                NodeKind::Metadata;
        if (parent.isValid() && (!small || listed))
            continue;
        if (parent.isValid())
            expand(parent);
        shown += children;
        for (int row = 0; row < std::min(children, first_rows); ++row)
            waiting.append(m_model->index(row, 0, parent));
    }
}

void TreeView::expandBounded()
{
    int left = most_rows_expanded;
    QList<QModelIndex> waiting = {QModelIndex()};
    for (qsizetype next = 0; next < waiting.size() && left > 0; ++next) {
        const QModelIndex parent = waiting[next];
        const int children = std::min(m_model->rowCount(parent), left);
        left -= children;
        if (parent.isValid() && children > 0)
            expand(parent);
        for (int row = 0; row < children; ++row)
            waiting.append(m_model->index(row, 0, parent));
    }
}

void TreeView::expandToMatches()
{
    const FilteredTree* const filter = m_model->filter();
    if (!filter)
        return;
    int left = most_rows_expanded;
    for (std::size_t place = 1; place < filter->rows.size() && left > 0; ++place) {
        if (!filter->rows[place].leads)
            continue;
        expand(m_model->indexOf(filter->rows[place].node));
        left -= static_cast<int>(filter->rows[place].child_count);
    }
}

void TreeView::fitColumns()
{
    const QScopedValueRollback guard(m_fitting, true);
    header()->setResizeContentsPrecision(200);
    m_widths.resize(tree_column_count);
    for (int column = 0; column < tree_column_count; ++column) {
        const bool useful = m_model->isUseful(static_cast<TreeColumn>(column));
        setColumnHidden(column, !useful);
        if (!useful)
            continue;
        const int content = sizeHintForColumn(column);
        m_widths[column] = std::max(content, header()->sectionSizeHint(column));
    }
    m_widths[0] = std::clamp(m_widths[0], name_minimum, name_maximum);
    const int value = static_cast<int>(TreeColumn::Value);
    m_widths[value] = std::min(m_widths[value], 260);
    const int type = static_cast<int>(TreeColumn::Type);
    m_widths[type] = std::min(m_widths[type], 180);
    m_widths[static_cast<int>(TreeColumn::Distribution)] =
        std::max(m_widths[static_cast<int>(TreeColumn::Distribution)], 84);
    m_widths[static_cast<int>(TreeColumn::Marks)] = 42;
    for (auto own = m_own_widths.cbegin(); own != m_own_widths.cend(); ++own)
        m_widths[own.key()] = own.value();
    hideColumnsThatDoNotFit();
}

void TreeView::setOwnWidths(const QMap<int, int>& widths)
{
    m_own_widths = widths;
    if (!m_widths.isEmpty())
        fitColumns();
}

void TreeView::hideColumnsThatDoNotFit()
{
    if (!m_model || m_widths.isEmpty())
        return;
    const QScopedValueRollback guard(m_fitting, true);
    constexpr int name = static_cast<int>(TreeColumn::Name);
    constexpr int value = static_cast<int>(TreeColumn::Value);
    // Names and values give way before a column leaves.
    QList<int> widths = m_widths;
    widths[name] = std::min(widths[name], name_minimum);
    widths[value] = std::min(widths[value], value_minimum);
    int total = 0;
    for (int column = 0; column < tree_column_count; ++column) {
        const bool useful = m_model->isUseful(static_cast<TreeColumn>(column));
        setColumnHidden(column, !useful);
        total += useful ? widths[column] : 0;
    }
    for (const TreeColumn column : leaving) {
        const int section = static_cast<int>(column);
        if (total <= viewport()->width())
            break;
        if (isColumnHidden(section))
            continue;
        setColumnHidden(section, true);
        total -= widths[section];
    }
    const int marks = static_cast<int>(TreeColumn::Marks);
    m_model->setMarksBesideNames(isColumnHidden(marks));
    // What is left goes to the name, then to the value, as far as they want it; the rest to one.
    int spare = std::max(0, viewport()->width() - total);
    for (const int column : {name, value}) {
        const int taken =
            isColumnHidden(column) ? 0 : std::min(spare, m_widths[column] - widths[column]);
        widths[column] += taken;
        spare -= taken;
    }
    if (constexpr int type = static_cast<int>(TreeColumn::Type); !isColumnHidden(type)) {
        const int taken = std::clamp(widths[type] - type_minimum, 0, m_widths[name] - widths[name]);
        widths[type] -= taken;
        widths[name] += taken;
    }
    widths[isColumnHidden(value) ? name : value] += spare;
    for (int column = 0; column < tree_column_count; ++column) {
        if (!isColumnHidden(column))
            setColumnWidth(column, widths[column]);
    }
}

QList<TensorId> TreeView::visibleTensors() const
{
    QList<TensorId> out;
    if (!m_model || !m_model->document())
        return out;
    const Tree& tree = tree_of(*m_model->document(), m_model->reading());
    QModelIndex index = indexAt(QPoint(4, 1));
    while (index.isValid() && visualRect(index).top() < viewport()->height()) {
        const TensorId tensor = tree.node(m_model->nodeAt(index)).tensor;
        if (tensor != TensorId::none)
            out.append(tensor);
        index = indexBelow(index);
    }
    return out;
}

QString TreeView::currentPath() const
{
    if (!m_model || !m_model->document() || !currentIndex().isValid())
        return {};
    const Tree& tree = tree_of(*m_model->document(), m_model->reading());
    return words::text_of(tree.path(m_model->nodeAt(currentIndex())));
}

void TreeView::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    hideColumnsThatDoNotFit();
    Q_EMIT visibleRowsChanged();
}

void TreeView::changeEvent(QEvent* event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange && !m_widths.isEmpty())
        fitColumns();
}

void TreeView::copyPath() const
{
    QGuiApplication::clipboard()->setText(currentPath());
}

void TreeView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(selection_text(*this, QLatin1Char('\t')));
        return;
    }
    QTreeView::keyPressEvent(event);
}

void TreeView::contextMenuEvent(QContextMenuEvent* event)
{
    if (!currentIndex().isValid())
        return;
    QMenu menu(this);
    const QAction* const path = menu.addAction(tr("Copy path"));
    const QAction* const row = menu.addAction(tr("Copy row"));
    const QAction* const chosen = menu.exec(event->globalPos());
    if (chosen == path)
        copyPath();
    else if (chosen == row)
        QGuiApplication::clipboard()->setText(selection_text(*this, QLatin1Char('\t')));
}

void TreeView::initViewItemOption(QStyleOptionViewItem* option) const
{
    QTreeView::initViewItemOption(option);
    // Qt greys the selection when the view has no focus; here only when the window is not active.
    option->state.setFlag(QStyle::State_Active, isActiveWindow());
}

} // namespace strata
