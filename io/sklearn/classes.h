// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/tree.h"
#include "io/pickle/graph.h"

#include <string_view>

/// What scikit-learn's classes are called and what their attributes mean.
namespace strata::sklearn {

enum class Family {
    Other,
    Linear,
    Forest,
    DecisionTree,
    Pipeline,
    GradientBoosting,
    HistGradientBoosting,
    AdaBoost,
    Bagging, ///< isolation forests too
    Network, ///< multi-layer perceptrons
    Columns, ///< ColumnTransformer
};

/// By the qualified name, of today's modules and of those before 0.22 ("sklearn.ensemble.forest").
[[nodiscard]] Family family_of(std::string_view qualified_name);
[[nodiscard]] NodeKind row_kind(Family family);

/// "RandomForestClassifier" of "sklearn.ensemble._forest.RandomForestClassifier".
[[nodiscard]] std::string_view short_name(std::string_view qualified_name);

/// "1 step", "3 steps".
[[nodiscard]] std::string count_text(std::uint64_t count, std::string_view one,
                                     std::string_view many);

/// Whether an object is an estimator: made from one of scikit-learn's classes and given a state with
/// its version, or (before 0.18, which wrote none) of a family known here; or made from a class of
/// somebody's own and fitted, as scikit-learn wants it: with attributes that end in one underscore.
[[nodiscard]] bool is_estimator(const pickle::Graph& graph, pickle::ObjectId object);

/// Whether a class only prepares what another estimator gets: scalers, encoders, decompositions.
[[nodiscard]] bool prepares(std::string_view class_name);

/// Whether an attribute is a hyper-parameter, as get_params(deep=False) lists them: named without a
/// leading or trailing underscore, and not one of those that a base class sets for its own use.
[[nodiscard]] bool is_parameter(std::string_view class_name, std::string_view attribute);

/// Whether an attribute was learned: its name ends in one underscore and does not start with one.
[[nodiscard]] bool is_fitted(std::string_view attribute);

} // namespace strata::sklearn
