// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/tree_shape.h"

#include <algorithm>

namespace strata {

TreeShape measure_tree(std::span<const TreeNodeRecord> nodes)
{
    TreeShape shape;
    shape.beneath.assign(nodes.size(), 0);
    if (nodes.empty())
        return shape;
    // Level by level, without recursion: a tree may be as deep as it has nodes.
    std::vector<std::uint32_t> order = {0};
    for (std::size_t first = 0; first < order.size();) {
        const std::size_t end = order.size();
        for (; first < end; ++first) {
            const TreeNodeRecord& node = nodes[order[first]];
            if (node.left < 0)
                continue;
            order.push_back(static_cast<std::uint32_t>(node.left));
            order.push_back(static_cast<std::uint32_t>(node.right));
        }
        if (order.size() > end)
            ++shape.depth;
    }
    // From the lowest level up each node finds its children counted.
    for (std::size_t i = order.size(); i-- > 0;) {
        const TreeNodeRecord& node = nodes[order[i]];
        if (node.left >= 0)
            shape.beneath[order[i]] = 2 + shape.beneath[static_cast<std::size_t>(node.left)] +
                                      shape.beneath[static_cast<std::size_t>(node.right)];
    }
    return shape;
}

} // namespace strata
