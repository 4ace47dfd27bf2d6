// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tree/tree_rows.h"

#include <algorithm>

namespace strata {

std::uint32_t TreeRows::children(std::uint32_t place) const
{
    return m_filtered ? m_filtered->rows[place].child_count
                      : m_tree->node(NodeId{place}).child_count;
}

std::uint32_t TreeRows::firstChild(std::uint32_t place) const
{
    return m_filtered ? m_filtered->rows[place].first_child
                      : static_cast<std::uint32_t>(index(m_tree->node(NodeId{place}).first_child));
}

std::uint32_t TreeRows::above(std::uint32_t place) const
{
    return m_filtered ? m_filtered->rows[place].parent
                      : static_cast<std::uint32_t>(index(m_tree->node(NodeId{place}).parent));
}

NodeId TreeRows::node(Id id) const
{
    if (isRun(id))
        return NodeId::none;
    return m_filtered ? m_filtered->rows[id].node : NodeId{static_cast<std::uint32_t>(id)};
}

int TreeRows::count(Id parent) const
{
    if (isRun(parent)) {
        const Span rows = span(parent);
        return static_cast<int>(rows.last - rows.first + 1);
    }
    const std::uint32_t all = children(static_cast<std::uint32_t>(parent));
    return static_cast<int>(all > most_siblings ? (all - 1) / run_rows + 1 : all);
}

TreeRows::Id TreeRows::child(Id parent, int row) const
{
    const auto at = static_cast<std::uint32_t>(row);
    if (isRun(parent))
        return Id{firstChild(runParent(parent))} + span(parent).first + at;
    const auto place = static_cast<std::uint32_t>(parent);
    return children(place) > most_siblings ? run(place, at) : Id{firstChild(place)} + at;
}

TreeRows::Id TreeRows::parent(Id id) const
{
    if (isRun(id))
        return runParent(id);
    const auto place = static_cast<std::uint32_t>(id);
    const std::uint32_t parent = above(place);
    return children(parent) > most_siblings ? run(parent, (place - firstChild(parent)) / run_rows)
                                            : parent;
}

int TreeRows::row(Id id) const
{
    if (isRun(id))
        return static_cast<int>(runNumber(id));
    const auto place = static_cast<std::uint32_t>(id);
    const std::uint32_t parent = above(place);
    const std::uint32_t row = place - firstChild(parent);
    return static_cast<int>(children(parent) > most_siblings ? row % run_rows : row);
}

std::optional<TreeRows::Id> TreeRows::find(NodeId node) const
{
    if (m_filtered)
        return m_filtered->find(node);
    return Id{index(node)};
}

TreeRows::Span TreeRows::span(Id run) const
{
    const std::uint32_t first = runNumber(run) * run_rows;
    return {first, std::min(first + run_rows, children(runParent(run))) - 1};
}

} // namespace strata
