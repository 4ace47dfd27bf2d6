// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/comparison.h"

namespace strata {

/// A decision tree that differs from its partner.
struct TreeDifference {
    std::string path; ///< of the left one
    std::uint64_t left_nodes = 0;
    std::uint64_t right_nodes = 0;
    std::optional<std::uint64_t> left_depth;
    std::optional<std::uint64_t> right_depth;
    std::optional<std::uint64_t> first_node; ///< that differs in rule or value, by its number
};

/// A feature that counts for more or less in one of two forests.
struct ImportanceDifference {
    std::string feature; ///< by its name, or its number
    double left = 0;
    double right = 0;
};

struct TreeDifferences {
    std::uint64_t left = 0; ///< trees of all estimators
    std::uint64_t right = 0;
    std::uint64_t equal = 0; ///< pairs in which nothing differs
    std::vector<TreeDifference> changed;
    /// Of the root estimators, where both have the same number of features; those that differ most
    /// first. Empty for structure alone.
    std::vector<ImportanceDifference> importances;
};

/// The estimator that a file is of; null where it is of none.
[[nodiscard]] const Estimator* root_estimator(const Document& document);

/// Where trees part, of those whose arrays differ by the comparison. Cancelled; what cannot be read
/// has no first node.
Result<TreeDifferences> compare_trees(const OpenDocument& left, const OpenDocument& right,
                                      const Comparison& comparison, const JobContext& job);

} // namespace strata
