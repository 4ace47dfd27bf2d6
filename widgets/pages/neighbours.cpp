// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neighbours.h"

namespace strata {

namespace {

/// The row beneath, as in a tree that is all open; none behind the last one.
NodeId row_after(const Tree& tree, NodeId row)
{
    if (tree.node(row).child_count > 0)
        return tree.child(row, 0);
    for (; row != Tree::root; row = tree.node(row).parent) {
        const NodeId parent = tree.node(row).parent;
        if (const std::size_t next = tree.row(row) + 1; next < tree.node(parent).child_count)
            return tree.child(parent, next);
    }
    return NodeId::none;
}

/// The row above; none before the first one.
NodeId row_before(const Tree& tree, NodeId row)
{
    if (row == Tree::root)
        return NodeId::none;
    const std::size_t place = tree.row(row);
    if (place == 0)
        return tree.node(row).parent;
    row = tree.child(tree.node(row).parent, place - 1);
    while (tree.node(row).child_count > 0)
        row = tree.child(row, tree.node(row).child_count - 1);
    return row;
}

} // namespace

NodeId neighbour_array(const Selection& selection, Direction direction)
{
    if (!selection.has_node())
        return NodeId::none;
    const Tree& tree = selection.tree();
    const auto step = [&](NodeId row) {
        return direction == Direction::On ? row_after(tree, row) : row_before(tree, row);
    };
    for (NodeId row = step(selection.node); row != NodeId::none; row = step(row)) {
        const TensorId tensor = tree.node(row).tensor;
        if (tensor != TensorId::none && selection.document->tensor(tensor).dtype.is_numeric())
            return row;
    }
    return NodeId::none;
}

} // namespace strata
