// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/classes.h"

#include <algorithm>
#include <array>
#include <span>

namespace strata::sklearn {

using namespace std::string_view_literals;

namespace {

constexpr auto linear_module = "sklearn.linear_model."sv;

constexpr std::array forests = {"RandomForestClassifier"sv, "RandomForestRegressor"sv,
                                "ExtraTreesClassifier"sv, "ExtraTreesRegressor"sv,
                                "RandomTreesEmbedding"sv};

constexpr std::array trees = {"DecisionTreeClassifier"sv, "DecisionTreeRegressor"sv,
                              "ExtraTreeClassifier"sv, "ExtraTreeRegressor"sv};

/// Attributes without underscores that base classes set and get_params() does not list.
struct NotParameters {
    std::string_view class_name;
    std::array<std::string_view, 8> attributes;
};
constexpr std::array not_parameters = {
    NotParameters{"RandomForestClassifier", {"estimator", "base_estimator"}},
    NotParameters{"RandomForestRegressor", {"estimator", "base_estimator", "class_weight"}},
    NotParameters{"ExtraTreesClassifier", {"estimator", "base_estimator"}},
    NotParameters{"ExtraTreesRegressor", {"estimator", "base_estimator", "class_weight"}},
    NotParameters{"RandomTreesEmbedding",
                  {"estimator", "base_estimator", "class_weight", "bootstrap", "oob_score",
                   "criterion", "max_features", "max_samples"}},
    NotParameters{"DecisionTreeRegressor", {"class_weight"}},
    NotParameters{"ExtraTreeRegressor", {"class_weight"}},
    NotParameters{"Lasso", {"l1_ratio"}},
    NotParameters{"MultiTaskLasso", {"l1_ratio"}},
    NotParameters{"SGDClassifier", {"C"}},
    NotParameters{"SGDRegressor", {"C"}},
    NotParameters{"SGDOneClassSVM",
                  {"C", "loss", "penalty", "alpha", "epsilon", "l1_ratio", "early_stopping"}},
    NotParameters{"Perceptron", {"C", "loss", "epsilon", "learning_rate", "power_t", "average"}},
    NotParameters{"SVC", {"nu", "epsilon"}},
    NotParameters{"NuSVC", {"C", "epsilon"}},
    NotParameters{"SVR", {"nu", "probability", "class_weight", "random_state"}},
    NotParameters{"NuSVR", {"epsilon", "probability", "class_weight", "random_state"}},
    NotParameters{"OneClassSVM", {"C", "epsilon", "probability", "class_weight", "random_state"}},
    NotParameters{"GradientBoostingClassifier", {"alpha"}},
};

bool contains(std::span<const std::string_view> names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

std::string_view short_name(std::string_view qualified_name)
{
    // npos + 1 is 0: a name without a module is its own.
    return qualified_name.substr(qualified_name.rfind('.') + 1);
}

Family family_of(std::string_view qualified_name)
{
    const std::string_view name = short_name(qualified_name);
    if (qualified_name.starts_with("sklearn.ensemble.") && contains(forests, name))
        return Family::Forest;
    if (qualified_name.starts_with("sklearn.tree.") && contains(trees, name))
        return Family::DecisionTree;
    if (qualified_name == "sklearn.pipeline.Pipeline")
        return Family::Pipeline;
    if (qualified_name.starts_with(linear_module))
        return Family::Linear;
    return Family::Other;
}

NodeKind row_kind(Family family)
{
    switch (family) {
    case Family::Forest:
        return NodeKind::Forest;
    case Family::DecisionTree:
        return NodeKind::Tree;
    case Family::Pipeline:
        return NodeKind::Pipeline;
    default:
        return NodeKind::Estimator;
    }
}

bool is_estimator(const pickle::Graph& graph, pickle::ObjectId object)
{
    if (!graph.is(object, pickle::Kind::Constructed))
        return false;
    const std::string& name = graph.class_name(object);
    if (!name.starts_with("sklearn.") || !graph.is(graph.state(object), pickle::Kind::Dict))
        return false;
    return graph.attribute(object, "_sklearn_version") != pickle::ObjectId::none ||
           family_of(name) != Family::Other;
}

bool is_parameter(std::string_view class_name, std::string_view attribute)
{
    if (attribute.empty() || attribute.starts_with('_') || attribute.ends_with('_') ||
        attribute == "estimator_params")
        return false;
    const std::string_view name = short_name(class_name);
    return std::none_of(
        not_parameters.begin(), not_parameters.end(), [&](const NotParameters& entry) {
            return entry.class_name == name && contains(entry.attributes, attribute);
        });
}

bool is_fitted(std::string_view attribute)
{
    return attribute.size() > 1 && attribute.ends_with('_') && !attribute.ends_with("__") &&
           !attribute.starts_with('_');
}

} // namespace strata::sklearn
