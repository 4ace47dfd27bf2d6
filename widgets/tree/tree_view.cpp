// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tree/tree_view.h"

#include "widgets/tables/copying.h"
#include "widgets/tables/row_delegate.h"
#include "widgets/theme/icons.h"
#include "widgets/tree/tree_model.h"
#include "widgets/words/identity_words.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>

namespace strata {

namespace {

constexpr int name_minimum = 150;
/// Short names want less, and columns beside them more.
constexpr int shortest_names = 120;
/// What must be read of a name, however deep it stands.
constexpr int least_letters = 9;
constexpr int name_maximum = 340;
/// A name has so many hundredths of the width before another column stays.
constexpr int name_share = 27;
constexpr int value_minimum = 90;
constexpr int icon_and_margins = 38;
/// Around a cell's text.
constexpr int text_margins = 16;

/// Columns in the order in which they leave.
constexpr TreeColumn leaving[] = {TreeColumn::Dtype, TreeColumn::Size,         TreeColumn::Type,
                                  TreeColumn::Marks, TreeColumn::Distribution, TreeColumn::Params,
                                  TreeColumn::State, TreeColumn::Dims};

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
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
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
    // Rows that are opened may hold wider texts; many are opened at once.
    connect(this, &QTreeView::expanded, this, &TreeView::growSoon);
}

void TreeView::setTreeModel(TreeModel* model)
{
    m_model = model;
    setModel(model);
    header()->setMinimumSectionSize(24);
}

void TreeView::fitColumns()
{
    const QScopedValueRollback guard(m_fitting, true);
    header()->setResizeContentsPrecision(200);
    const int margins = 2 * style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, header()) + 2;
    m_widths.resize(tree_column_count);
    for (int column = 0; column < tree_column_count; ++column) {
        const bool useful = m_model->isUseful(static_cast<TreeColumn>(column));
        setColumnHidden(column, !useful);
        if (!useful)
            continue;
        // Not sorted: no room for an arrow beside a head.
        const QString head =
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        m_widths[column] = std::max(
            sizeHintForColumn(column),
            head.isEmpty() ? 0 : header()->fontMetrics().horizontalAdvance(head) + margins);
    }
    m_widths[0] = std::clamp(m_widths[0], shortest_names, name_maximum);
    const int value = static_cast<int>(TreeColumn::Value);
    m_widths[value] = std::min(m_widths[value], 260);
    const int type = static_cast<int>(TreeColumn::Type);
    m_widths[type] = std::min(m_widths[type], 180);
    const int distribution = static_cast<int>(TreeColumn::Distribution);
    m_widths[distribution] =
        std::max(84, header()->fontMetrics().horizontalAdvance(tr("Distribution")) + margins);
    m_widths[static_cast<int>(TreeColumn::Marks)] = 42;
    // Its words may stand in rows that are not on screen yet.
    const int state = static_cast<int>(TreeColumn::State);
    m_widths[state] = std::max(m_widths[state],
                               fontMetrics().horizontalAdvance(tr("missing")) + icon_and_margins);
    for (auto own = m_own_widths.cbegin(); own != m_own_widths.cend(); ++own)
        m_widths[own.key()] = own.value();
    hideColumnsThatDoNotFit();
}

/// In a turn of the loop of its own: what was opened is laid out in another.
void TreeView::growSoon()
{
    if (m_growing)
        return;
    m_growing = true;
    QTimer::singleShot(0, this, &TreeView::growColumns);
}

void TreeView::growColumns()
{
    m_growing = false;
    if (m_widths.isEmpty() || !m_model->document())
        return;
    const auto before = m_widths;
    fitColumns();
    for (int column = 0; column < tree_column_count; ++column) {
        if (!m_own_widths.contains(column))
            m_widths[column] = std::max(m_widths[column], before[column]);
    }
    hideColumnsThatDoNotFit();
}

void TreeView::setOwnWidths(const QMap<int, int>& widths)
{
    m_own_widths = widths;
    if (!m_widths.isEmpty())
        fitColumns();
}

/// What the longest number takes among the values of the first rows: texts may be elided, numbers not.
int TreeView::numberRoom() const
{
    constexpr int rows = 200;
    constexpr int longest = 40; // what is longer reads as a text
    constexpr int column = static_cast<int>(TreeColumn::Value);
    int room = 0;
    QModelIndex at = m_model->index(0, column);
    for (int row = 0; row < rows && at.isValid(); ++row, at = indexBelow(at)) {
        const QString text = at.siblingAtColumn(column).data().toString();
        bool number = false;
        text.toDouble(&number);
        if (number && text.size() < longest)
            room = std::max(room, sizeHintForIndex(at.siblingAtColumn(column)).width());
    }
    return room;
}

/// The least width of names: that of the deepest of the first rows still says something.
int TreeView::leastNameRoom() const
{
    constexpr int rows = 200;
    const int letters = fontMetrics().averageCharWidth() * least_letters;
    int deepest = 0;
    QModelIndex at = m_model->index(0, 0);
    for (int row = 0; row < rows && at.isValid(); ++row, at = indexBelow(at)) {
        int depth = 1;
        for (QModelIndex up = at.parent(); up.isValid(); up = up.parent())
            ++depth;
        deepest = std::max(deepest, depth);
    }
    return std::clamp(deepest * indentation() + icon_and_margins + letters, name_minimum,
                      std::max(name_minimum, viewport()->width() / 2));
}

void TreeView::hideColumnsThatDoNotFit()
{
    if (!m_model)
        return;
    const QScopedValueRollback guard(m_fitting, true);
    constexpr int name = static_cast<int>(TreeColumn::Name);
    if (m_widths.isEmpty()) { // no document yet: the head of the names stands alone
        for (int column = 0; column < tree_column_count; ++column)
            setColumnHidden(column, column != name);
        setColumnWidth(name, viewport()->width());
        return;
    }
    constexpr int value = static_cast<int>(TreeColumn::Value);
    // Names and values give way before a column leaves.
    QList<int> widths = m_widths;
    const int least = std::min(leastNameRoom(), m_widths[name]); // no name wants more
    const int room = std::max(least, viewport()->width() * name_share / 100);
    widths[name] = std::min(widths[name], room);
    widths[value] = std::min(widths[value], std::max(value_minimum, numberRoom()));
    int total = 0;
    for (int column = 0; column < tree_column_count; ++column) {
        const bool useful = m_model->isUseful(static_cast<TreeColumn>(column));
        setColumnHidden(column, !useful);
        total += useful ? widths[column] : 0;
    }
    // Where a little is missing, shorter names and marks beside them make room.
    constexpr int marks = static_cast<int>(TreeColumn::Marks);
    const int marks_room = isColumnHidden(marks) ? 0 : widths[marks];
    const int name_room = std::max(0, widths[name] - least);
    if (const int missing = total - viewport()->width();
        missing > 0 && missing <= marks_room + name_room) {
        if (missing > name_room) {
            setColumnHidden(marks, true);
            total -= marks_room;
        }
        const int taken = std::max(0, total - viewport()->width());
        widths[name] -= taken;
        total -= taken;
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
    m_model->setMarksBesideNames(isColumnHidden(marks),
                                 isColumnHidden(static_cast<int>(TreeColumn::State)));
    // What is left goes to the name, then to the value, as far as they want it; the rest to one.
    int spare = std::max(0, viewport()->width() - total);
    for (const int column : {name, value}) {
        const int taken =
            isColumnHidden(column) ? 0 : std::min(spare, m_widths[column] - widths[column]);
        widths[column] += taken;
        spare -= taken;
    }
    if (constexpr int type = static_cast<int>(TreeColumn::Type); !isColumnHidden(type)) {
        // Names that want more than is left take it from the type, but for the commonest types of
        // metadata.
        const int least_type =
            fontMetrics().horizontalAdvance(QStringLiteral("JSON, object")) + text_margins;
        const int taken = std::clamp(widths[type] - least_type, 0, m_widths[name] - widths[name]);
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
        const NodeId node = m_model->nodeAt(index);
        if (node != NodeId::none && tree.node(node).tensor != TensorId::none)
            out.append(tree.node(node).tensor);
        index = indexBelow(index);
    }
    return out;
}

QString TreeView::currentPath() const
{
    const NodeId node = m_model ? m_model->nodeAt(currentIndex()) : NodeId::none;
    if (node == NodeId::none)
        return {};
    return words::text_of(tree_of(*m_model->document(), m_model->reading()).path(node));
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
        copy_selection(*this, QLatin1Char('\t'));
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
    menu.addSeparator();
    const QAction* const exported =
        menu.addAction(icon(QStringLiteral("export")), tr("Export selection…"));
    const QAction* const chosen = menu.exec(event->globalPos());
    if (chosen == path)
        copyPath();
    else if (chosen == row)
        copy_selection(*this, QLatin1Char('\t'));
    else if (chosen == exported)
        Q_EMIT exportWanted();
}

void TreeView::startDrag(Qt::DropActions /*actions*/)
{
    const NodeId node = m_model->nodeAt(currentIndex());
    if (node == NodeId::none)
        return;
    const Tree& tree = tree_of(*m_model->document(), m_model->reading());
    if (tree.node(node).tensor == TensorId::none)
        return;
    m_pulled = true;
    Q_EMIT dragWanted(tree.node(node).tensor);
}

void TreeView::mousePressEvent(QMouseEvent* event)
{
    m_pulled = false;
    QTreeView::mousePressEvent(event);
}

/// The drag may begin later than the pull; until then the mouse selects nothing on its way.
void TreeView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_pulled || event->buttons() == Qt::NoButton)
        QTreeView::mouseMoveEvent(event);
}

void TreeView::initViewItemOption(QStyleOptionViewItem* option) const
{
    QTreeView::initViewItemOption(option);
    // Qt greys the selection when the view has no focus; here only when the window is not active.
    option->state.setFlag(QStyle::State_Active, isActiveWindow());
}

} // namespace strata
