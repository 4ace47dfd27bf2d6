// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/compare/coefficients.h"
#include "io/compare/summary.h"
#include "io/compare/trees.h"

namespace strata::report {

/// All that is known of two documents beside each other.
struct ComparedModels {
    OpenDocument left;
    OpenDocument right;
    Comparison comparison;
    SettingsComparison settings;
    TreeDifferences trees;
    std::vector<CoefficientDifference> coefficients; ///< none for structure alone
    ComparisonSummary summary;
};

/// Matches and compares; Cancelled. A pair that cannot be read is one of comparison.failures.
Result<ComparedModels> compare_opened(const OpenDocument& left, const OpenDocument& right,
                                      const CompareRequest& request, bool structure_only,
                                      const JobContext& job);

/// Paths of the rows that one side has alone, metadata left out; of a group that is alone not what is
/// below it.
[[nodiscard]] std::vector<std::string> rows_alone(const ComparedModels& models, PairSign sign);

/// `strata diff --json`.
void write_diff_report(JsonWriter& json, const ComparedModels& models);

} // namespace strata::report
