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
};

[[nodiscard]] SettingsComparison compare_settings(const Document& left, const Document& right,
                                                  const ModelPairs& pairs);

} // namespace strata
