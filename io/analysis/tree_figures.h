// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/tree_shape.h"

#include <span>
#include <utility>

namespace strata {

/// All that a decision tree's nodes hold: where they lead and what they say.
struct TreeFigures {
    std::vector<TreeNodeRecord> nodes;
    TreeShape shape;
    /// Node by node, output by output: `width` numbers, of which those past an output's own class
    /// count are unused.
    std::vector<double> values;
    std::size_t width = 1;
    std::vector<std::uint64_t> class_counts; ///< per output; 1 for a regressor
    /// Of each output of a regressor: the least and the largest finite value of all nodes; low >
    /// high where there is none.
    std::vector<std::pair<double, double>> value_ranges;

    [[nodiscard]] std::size_t outputs() const { return class_counts.size(); }
    /// The shares of the classes, which sum to one (or are all zero); a regressor's one value.
    [[nodiscard]] std::span<const double> said(std::size_t node, std::size_t output) const;
    /// The class with the largest share, the first of equals, as predict() takes it.
    [[nodiscard]] std::size_t majority(std::size_t node, std::size_t output) const;
};

/// Reads a tree to be shown. Malformed when its arrays do not fit each other, LimitExceeded when it
/// has more nodes than can be drawn.
Result<TreeFigures> read_tree_figures(const Document& document, const DecisionTree& tree,
                                      const SourceSet& sources, const JobContext& job);

} // namespace strata
