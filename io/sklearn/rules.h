// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Every rule of the findings that io/sklearn emits, with its facts. Numbers in facts are decimal.
namespace strata::sklearn::rules {

/// An array whose description contradicts itself; its values cannot be shown. what. Error,
/// integrity.
inline constexpr std::string_view broken_array = "numpy-broken-array";
/// A decision tree whose counts and arrays do not fit together; loading it may read past their end.
/// what ("nodes", "values", "node_count", "max_depth", or of a node "child 7", "feature 9", "two
/// parents of node 3"). Error, integrity.
inline constexpr std::string_view broken_tree = "sklearn-broken-tree";
/// Decision trees whose nodes lack a field that newer versions demand. trees (how many), field
/// ("missing_go_to_left"), since ("1.3"), version (that wrote the file; may be empty). Warning,
/// compatibility.
inline constexpr std::string_view tree_node_dtype = "sklearn-tree-node-dtype";

inline constexpr std::array all = {broken_array, broken_tree, tree_node_dtype};

} // namespace strata::sklearn::rules
