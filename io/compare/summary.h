// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/comparison.h"
#include "io/compare/settings.h"

namespace strata {

/// What is said of two models in one line (words::comparison_line() makes it). Weights are all
/// tensors but the optimizer's: fitted arrays and plain arrays too.
struct ComparisonSummary {
    bool identical = false;         ///< nothing differs, settings neither
    bool same_architecture = false; ///< every layer and weight has its partner of the same shape
    bool structure_only = false;    ///< no value was compared
    std::uint64_t layers_changed = 0;
    std::uint64_t layers_renamed = 0;
    std::uint64_t layers_only_left = 0;
    std::uint64_t layers_only_right = 0;
    std::uint64_t weights = 0; ///< pairs
    std::uint64_t weights_changed = 0;
    std::uint64_t weights_failed = 0; ///< that could not be read
    std::uint64_t weights_renamed = 0;
    std::uint64_t dtypes_changed = 0; ///< of them, those whose dtypes differ
    std::string dtype_left;           ///< of all such; empty where they are several
    std::string dtype_right;
    std::uint64_t weights_turned = 0;   ///< whose axes lie in another order in a file of one format
    std::uint64_t weights_reshaped = 0; ///< whose shapes differ, so that no value is compared
    std::uint64_t spoiled = 0;          ///< weights with more NaN and infinities right than left
    std::uint64_t repaired = 0;         ///< with fewer
    std::uint64_t counters_changed = 0; ///< single integers of a model, which are no weights
    std::uint64_t weights_only_left = 0;
    std::uint64_t weights_only_right = 0;
    std::uint64_t parameters = 0; ///< values that were compared
    std::uint64_t parameters_changed = 0;
    std::optional<double> relative_l2; ///< of all weights of real numbers together
    std::uint64_t slots = 0;           ///< pairs of the optimizer's tensors
    std::uint64_t slots_changed = 0;   ///< tensors of the optimizer that differ
    std::uint64_t slots_alone = 0;     ///< or that one side has only
    std::uint64_t slots_failed = 0;    ///< or that could not be read
    std::uint64_t slot_numbers = 0;    ///< single numbers of the optimizer that differ
    std::uint64_t rows_renamed = 0;    ///< groups that are no layers
    std::uint64_t rows_changed = 0;    ///< other rows that differ themselves, or stand alone
    std::uint64_t rows_failed = 0;     ///< tensors among the metadata that could not be read
    std::optional<std::int64_t> steps_left;
    std::optional<std::int64_t> steps_right;
    std::optional<double> rate_left; ///< the optimizer's learning rate
    std::optional<double> rate_right;
    std::string optimizer_left; ///< class; empty without one
    std::string optimizer_right;
    std::string estimator_left; ///< short class name of the root estimator; empty without one
    std::string estimator_right;
    std::uint64_t trees_left = 0;
    std::uint64_t trees_right = 0;
    std::uint64_t frozen = 0; ///< layers that are trainable left and not right
    std::uint64_t unfrozen = 0;
    std::uint64_t classes_changed = 0; ///< parts of an estimator that are of another class
    std::string class_left;            ///< of the first such, short; its name, and the classes
    std::string class_right;
    std::string class_of;
    std::uint64_t parameters_set = 0; ///< hyper-parameters of estimators that differ
    std::uint64_t fitted = 0;         ///< numbers and lists that estimators learned and that differ
    std::uint64_t settings = 0;       ///< other metadata, configuration, training and optimizer
    bool described_left = false;      ///< the file says what its layers are
    bool described_right = false;
    bool incomplete_left = false; ///< a part of the file is missing or broken
    bool incomplete_right = false;
};

[[nodiscard]] ComparisonSummary summarize(const Document& left, const Document& right,
                                          const Comparison& comparison,
                                          const SettingsComparison& settings);

} // namespace strata
