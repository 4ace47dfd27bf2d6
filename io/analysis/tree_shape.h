// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/forest.h"

#include <cstdint>
#include <span>
#include <vector>

namespace strata {

/// How large a tree and each of its branches is.
struct TreeShape {
    std::vector<std::uint32_t> beneath; ///< for each node, the nodes beneath it
    std::uint32_t depth = 0;            ///< of the deepest node that the root leads to
};

/// `nodes` as read_tree_nodes() returns them: no node has two parents.
[[nodiscard]] TreeShape measure_tree(std::span<const TreeNodeRecord> nodes);

} // namespace strata
