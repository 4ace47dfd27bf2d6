// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/tree_layout.h"

#include <algorithm>

namespace strata {

namespace {

bool is_leaf(const TreeNodeRecord& node)
{
    return node.left < 0;
}

/// Lays out a tree in two passes without recursion, since trees may be as deep as they have nodes.
class Arrangement {
public:
    Arrangement(std::span<const TreeNodeRecord> nodes, std::span<const std::uint32_t> beneath,
                const TreeFold& fold)
        : m_nodes(nodes), m_beneath(beneath), m_levels(fold.levels), m_opened(fold.opened)
    {
        std::sort(m_opened.begin(), m_opened.end());
    }

    TreeLayout run()
    {
        if (m_nodes.empty())
            return {};
        m_waiting.push_back({0, TreePlace::none, 0, m_levels, false});
        while (!m_waiting.empty()) {
            const Waiting next = m_waiting.back();
            m_waiting.pop_back();
            place(next);
        }
        settle();
        return std::move(m_layout);
    }

private:
    struct Waiting {
        std::uint32_t node;
        std::uint32_t parent; ///< a place
        std::uint32_t depth;
        std::uint32_t levels; ///< that may follow beneath
        bool is_left;
    };

    void place(const Waiting& at)
    {
        const auto here = static_cast<std::uint32_t>(m_layout.places.size());
        TreePlace made;
        made.node = at.node;
        made.depth = at.depth;
        made.parent = at.parent;
        if (at.parent != TreePlace::none) {
            TreePlace& parent = m_layout.places[at.parent];
            (at.is_left ? parent.left : parent.right) = here;
        }
        const TreeNodeRecord& node = m_nodes[at.node];
        std::uint32_t levels = at.levels;
        if (levels == 0 && std::binary_search(m_opened.begin(), m_opened.end(), at.node))
            levels = std::max<std::uint32_t>(m_levels, 1);
        if (is_leaf(node) || levels == 0) {
            made.first_column = m_layout.columns;
            ++m_layout.columns;
            made.hidden = m_beneath[at.node];
            m_layout.folded = m_layout.folded || made.hidden != 0;
        } else {
            const std::uint32_t left = levels - 1;
            m_waiting.push_back(
                {static_cast<std::uint32_t>(node.right), here, at.depth + 1, left, false});
            m_waiting.push_back(
                {static_cast<std::uint32_t>(node.left), here, at.depth + 1, left, true});
        }
        m_layout.depth = std::max(m_layout.depth, at.depth);
        m_layout.places.push_back(made);
    }

    /// Children stand behind their parent, so from the end on each finds its children settled.
    void settle()
    {
        std::vector<TreePlace>& places = m_layout.places;
        for (std::size_t i = places.size(); i-- > 0;) {
            TreePlace& at = places[i];
            if (at.left == TreePlace::none) {
                at.end_column = at.first_column + 1;
                at.x = at.first_column + 0.5;
                at.end = static_cast<std::uint32_t>(i) + 1;
                at.deepest = at.depth;
                continue;
            }
            const TreePlace& left = places[at.left];
            const TreePlace& right = places[at.right];
            at.first_column = left.first_column;
            at.end_column = right.end_column;
            at.x = (left.x + right.x) / 2;
            at.end = right.end;
            at.deepest = std::max(left.deepest, right.deepest);
        }
    }

    std::span<const TreeNodeRecord> m_nodes;
    std::span<const std::uint32_t> m_beneath;
    std::uint32_t m_levels;
    std::vector<std::uint32_t> m_opened;
    std::vector<Waiting> m_waiting;
    TreeLayout m_layout;
};

} // namespace

TreeLayout lay_out_tree(std::span<const TreeNodeRecord> nodes,
                        std::span<const std::uint32_t> beneath, const TreeFold& fold)
{
    return Arrangement(nodes, beneath, fold).run();
}

std::uint32_t levels_within(std::span<const TreeNodeRecord> nodes, std::uint32_t columns)
{
    if (nodes.empty())
        return 1;
    std::vector<std::uint32_t> level = {0};
    std::vector<std::uint32_t> next;
    std::size_t leaves = 0;
    for (std::uint32_t depth = 0;; ++depth) {
        next.clear();
        for (const std::uint32_t at : level) {
            const TreeNodeRecord& node = nodes[at];
            if (is_leaf(node)) {
                ++leaves;
                continue;
            }
            next.push_back(static_cast<std::uint32_t>(node.left));
            next.push_back(static_cast<std::uint32_t>(node.right));
        }
        // With one level more, all of `next` and the leaves above take a column each.
        if (next.empty() || leaves + next.size() > columns)
            return std::max<std::uint32_t>(depth, 1);
        level.swap(next);
    }
}

} // namespace strata
