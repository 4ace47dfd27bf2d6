// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/pairs.h"

namespace strata {

/// A value that differs, or that one side does not have.
struct SettingDifference {
    std::string key; ///< "layers/dense@units", "/@keras_version"; the left one's where they differ
    std::optional<Value> left;
    std::optional<Value> right;
};
using SettingDifferences = std::vector<SettingDifference>;

/// Everything beside tensors that differs.
struct SettingsComparison {
    SettingDifferences metadata;      ///< whole configurations, which are below, left out
    SettingDifferences configuration; ///< of paired layers, and the model's class
    SettingDifferences training;      ///< loss, metrics …
    SettingDifferences optimizer;     ///< class, iterations, hyper-parameters
    SettingDifferences findings;      ///< "rule path": the severity on each side
    SettingDifferences parameters;    ///< hyper-parameters of estimators
    SettingDifferences values;        ///< other values, as Python writes them
    SettingDifferences fitted;        ///< numbers and lists that estimators learned, no arrays
};

/// Whether a row of two values, of no layer, estimator or optimizer itself, differs.
[[nodiscard]] bool is_differing_value(const Document& left, const PairRow& row);

/// Where a finding is, as a path of the Model reading or else of the File reading, and the key of its
/// SettingDifference.
[[nodiscard]] std::string finding_place(const Document& document, const Finding& finding);
[[nodiscard]] std::string finding_key(const Finding& finding, const std::string& place);

/// Fitted numbers that lie apart by no more than `tolerance` are the same.
[[nodiscard]] SettingsComparison compare_settings(const Document& left, const Document& right,
                                                  const ModelPairs& pairs, double tolerance = 0);

} // namespace strata
