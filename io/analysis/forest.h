// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/document.h"
#include "io/source/byte_source.h"

#include <cstdint>
#include <vector>

namespace strata {

/// One node of a decision tree, read from scikit-learn's node array (56 or 64 bytes a node), or from
/// that of its histogram-based boosting (56 bytes, other fields).
struct TreeNodeRecord {
    std::int64_t left = -1; ///< -1: a leaf
    std::int64_t right = -1;
    std::int64_t feature = -2;
    double threshold = 0;
    double impurity = 0; ///< NaN: not stored
    std::int64_t samples = 0;
    double weighted_samples = 0;
    bool missing_goes_left = false;
    bool categorical = false; ///< a set of categories goes left: `threshold` means nothing
    double value = 0;         ///< of a node that holds its value
};

/// All nodes of a tree. Malformed when a child or feature index is out of range or a node has two
/// parents: such a tree is shown as broken, never walked.
Result<std::vector<TreeNodeRecord>> read_tree_nodes(const Document& document,
                                                    const DecisionTree& tree,
                                                    const SourceSet& sources,
                                                    const JobContext& job);

/// Impurity-based feature importances of an estimator with trees, as scikit-learn's
/// `feature_importances_` has them by the estimator's ImportanceRule: mostly the normalised mean over
/// the trees of each tree's normalised importances; trees of one node are left out, and all-zero when
/// no tree splits. Empty when the estimator has no trees, or scikit-learn has no importances of it.
Result<std::vector<double>> feature_importances(const Document& document,
                                                const Estimator& estimator,
                                                const SourceSet& sources, const JobContext& job);

} // namespace strata
