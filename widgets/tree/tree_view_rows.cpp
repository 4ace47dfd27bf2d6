// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows of a tree are open.
#include "widgets/tree/bounded_rows.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_view.h"

#include <algorithm>

namespace strata {

namespace {

/// Metadata and the trees of a forest have pages of their own.
bool has_own_page(const Tree& tree, NodeId id)
{
    const Node& node = tree.node(id);
    return node.kind == NodeKind::Metadata ||
           (node.kind == NodeKind::List && node.child_count > 0 &&
            tree.node(node.first_child).kind == NodeKind::Tree);
}

/// Rows deeper than this are not opened at first: their names are out of sight in a narrow tree.
constexpr int first_depth = 8;

int depth_of(QModelIndex row)
{
    int depth = 0;
    for (; row.isValid(); row = row.parent())
        ++depth;
    return depth;
}

} // namespace

/// QTreeView lays out what each row opens at once, and moves all that stands below: with ten thousand
/// small groups the window stops. While a layout is due it only remembers what is open.
void TreeView::openRows(const QModelIndexList& rows)
{
    scheduleDelayedItemsLayout();
    {
        const QSignalBlocker told_once(this);
        for (const QModelIndex& row : rows)
            expand(row);
    }
    Q_EMIT rowsOpened(rows);
    Q_EMIT visibleRowsChanged();
    growSoon();
}

/// To be called before such a row is made current: QTreeView would open the way row by row, each with
/// all that is open inside it.
void TreeView::openWayTo(const QModelIndex& row)
{
    QModelIndexList closed;
    for (QModelIndex at = row.parent(); at.isValid(); at = at.parent()) {
        if (!isExpanded(at))
            closed.append(at);
    }
    if (!closed.isEmpty())
        openRows(closed);
}

void TreeView::expandFirstRows()
{
    if (!m_model || !m_model->document())
        return;
    QModelIndexList waiting = {QModelIndex()};
    QModelIndexList opened;
    int shown = 0;
    for (qsizetype next = 0; next < waiting.size(); ++next) {
        const QModelIndex parent = waiting[next];
        const int children = m_model->rowCount(parent);
        const bool small = children <= first_group_rows && shown + children <= first_rows;
        const NodeId node = m_model->nodeAt(parent);
        const bool listed = node != NodeId::none &&
                            has_own_page(tree_of(*m_model->document(), m_model->reading()), node);
        if (parent.isValid() && (!small || listed || depth_of(parent) > first_depth))
            continue;
        if (parent.isValid())
            opened.append(parent);
        shown += children;
        for (int row = 0; row < std::min(children, first_rows); ++row)
            waiting.append(m_model->index(row, 0, parent));
    }
    openRows(opened);
}

void TreeView::expandBounded()
{
    openRows(rows_to_expand(*m_model));
}

void TreeView::expandToMatches()
{
    const FilteredTree* const filter = m_model->filter();
    if (!filter)
        return;
    int left = most_rows_expanded;
    QModelIndexList opened;
    QModelIndex last_run;
    for (std::size_t place = 1; place < filter->rows.size() && left > 0; ++place) {
        const FilteredTree::Row& row = filter->rows[place];
        if (!row.leads || row.child_count > static_cast<std::uint32_t>(left))
            continue;
        const QModelIndex group = m_model->indexOf(row.node);
        const QModelIndex above = group.parent();
        if (above.isValid() && m_model->nodeAt(above) == NodeId::none && above != last_run) {
            last_run = above; // a run of many groups
            opened.append(above);
            left -= m_model->rowCount(above);
        }
        opened.append(group);
        left -= m_model->rowCount(group);
    }
    openRows(opened);
}

} // namespace strata
