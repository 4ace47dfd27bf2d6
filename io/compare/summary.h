// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/comparison.h"

namespace strata {

/// What is said of two models in one line (words/comparison_words makes it).
struct ComparisonSummary {
    bool identical = false;         ///< nothing differs, settings neither
    bool same_architecture = false; ///< every layer and tensor has its partner of the same shape
    bool related = true;            ///< at least some of the tensors have a partner
    bool values_compared = true;    ///< false: structure only
    bool estimators = false;        ///< "hyper-parameters" and trees rather than layers
    std::uint64_t layers_changed = 0;
    std::uint64_t layers_renamed = 0;
    std::uint64_t layers_only_left = 0;
    std::uint64_t layers_only_right = 0;
    std::uint64_t weights = 0; ///< pairs of weights, fitted arrays or plain arrays
    std::uint64_t weights_changed = 0;
    std::uint64_t weights_failed = 0;
    std::uint64_t weights_only_left = 0;
    std::uint64_t weights_only_right = 0;
    std::uint64_t parameters = 0; ///< values of pairs whose shapes agree
    std::uint64_t parameters_changed = 0;
    std::optional<double> relative_l2;
    std::uint64_t slots_changed = 0; ///< tensors of the optimizer that differ or are alone
    std::optional<std::int64_t> steps_left;
    std::optional<std::int64_t> steps_right;
    std::optional<double> rate_left; ///< the optimizer's learning rate
    std::optional<double> rate_right;
    std::string optimizer_left; ///< class
    std::string optimizer_right;
    std::uint64_t trees_left = 0;
    std::uint64_t trees_right = 0;
    std::uint64_t settings = 0; ///< metadata, configuration and the rest that differ
};

struct SettingsComparison;
[[nodiscard]] ComparisonSummary summarize(const Document& left, const Document& right,
                                          const Comparison& comparison,
                                          const SettingsComparison& settings);

} // namespace strata
