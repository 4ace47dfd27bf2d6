// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/tree.h"
#include "io/pickle/graph.h"

#include <string_view>

/// What scikit-learn's classes are called and what their attributes mean.
namespace strata::sklearn {

enum class Family { Other, Linear, Forest, DecisionTree, Pipeline };

/// By the qualified name, of today's modules and of those before 0.22 ("sklearn.ensemble.forest").
[[nodiscard]] Family family_of(std::string_view qualified_name);
[[nodiscard]] NodeKind row_kind(Family family);

/// "RandomForestClassifier" of "sklearn.ensemble._forest.RandomForestClassifier".
[[nodiscard]] std::string_view short_name(std::string_view qualified_name);

/// Whether an object is an estimator of scikit-learn: made from one of its classes and given a
/// state with its version, or (before 0.18, which wrote none) of a family known here.
[[nodiscard]] bool is_estimator(const pickle::Graph& graph, pickle::ObjectId object);

/// Whether an attribute is a hyper-parameter, as get_params(deep=False) lists them: named without a
/// leading or trailing underscore, and not one of those that a base class sets for its own use.
[[nodiscard]] bool is_parameter(std::string_view class_name, std::string_view attribute);

/// Whether an attribute was learned: its name ends in one underscore and does not start with one.
[[nodiscard]] bool is_fitted(std::string_view attribute);

} // namespace strata::sklearn
