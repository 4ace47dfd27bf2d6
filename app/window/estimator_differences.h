// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/coefficients.h"
#include "io/compare/trees.h"
#include "widgets/compare/pair_subject.h"

namespace strata {

/// What differs between two estimators and is no row of its own.
struct EstimatorDifferences {
    TreeDifferences trees;
    std::vector<CoefficientDifference> coefficients;
};

/// After all values were compared. What cannot be read is left out; Cancelled.
Result<EstimatorDifferences> compare_estimators(const OpenDocument& left, const OpenDocument& right,
                                                const SharedComparison& shared,
                                                const JobContext& job);

/// As tables of settings: of the root estimator's row (`whole`) all of it, of others the trees at and
/// below `left_path`. `left` is the left file.
[[nodiscard]] std::vector<SettingGroup> estimator_groups(const Document& left,
                                                         const EstimatorDifferences& differences,
                                                         std::string_view left_path, bool whole);

} // namespace strata
