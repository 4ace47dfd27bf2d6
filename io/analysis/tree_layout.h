// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/forest.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace strata {

/// Which nodes of a tree are laid out: so many levels from the root, and as many again beneath each
/// opened node. A node at the end of them that has children is folded.
struct TreeFold {
    std::uint32_t levels = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> opened; ///< nodes, in any order
};

/// Where a node stands. Lengths across are in columns: each leaf or folded node has one of its own,
/// and a node stands in the middle of its two children.
struct TreePlace {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t node = 0;
    std::uint32_t depth = 0;
    std::uint32_t parent = none; ///< a place, as the next two; none for the root
    std::uint32_t left = none;   ///< none for a leaf and for a folded node
    std::uint32_t right = none;
    std::uint32_t end = 0;     ///< the place after the last one beneath this one
    std::uint32_t deepest = 0; ///< depth of the deepest place beneath
    std::uint32_t hidden = 0;  ///< nodes beneath that are folded away
    double first_column = 0;   ///< beneath this place are the columns from here on …
    double end_column = 0;     ///< … up to here
    double x = 0;
};

/// A parent stands before its children and all to the left before all to the right, so that what is
/// beneath a place follows it without a gap.
struct TreeLayout {
    std::vector<TreePlace> places;
    std::uint32_t columns = 0;
    std::uint32_t depth = 0; ///< of the deepest place
    bool folded = false;     ///< some place hides nodes
};

/// `nodes` as read_tree_nodes() returns them: no node has two parents. What the root does not lead
/// to is not laid out. `beneath` is that of their TreeShape. Empty for no nodes.
[[nodiscard]] TreeLayout lay_out_tree(std::span<const TreeNodeRecord> nodes,
                                      std::span<const std::uint32_t> beneath, const TreeFold& fold);

/// The most levels that take at most so many columns; the tree's depth when all of it does, and at
/// least 1.
[[nodiscard]] std::uint32_t levels_within(std::span<const TreeNodeRecord> nodes,
                                          std::uint32_t columns);

} // namespace strata
