// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/classes.h"

#include "io/sklearn/object_rows.h"

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
    std::array<std::string_view, 9> attributes;
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
                  {"C", "loss", "penalty", "alpha", "epsilon", "l1_ratio", "early_stopping",
                   "n_iter_no_change", "validation_fraction"}},
    NotParameters{"PassiveAggressiveClassifier",
                  {"alpha", "epsilon", "eta0", "l1_ratio", "learning_rate", "penalty", "power_t"}},
    NotParameters{"PassiveAggressiveRegressor",
                  {"alpha", "eta0", "l1_ratio", "learning_rate", "penalty", "power_t"}},
    NotParameters{"CCA", {"algorithm", "deflation_mode", "mode"}},
    NotParameters{"PLSCanonical", {"deflation_mode", "mode"}},
    NotParameters{"PLSRegression", {"algorithm", "deflation_mode", "mode"}},
    NotParameters{"GraphicalLasso", {"store_precision"}},
    NotParameters{"GraphicalLassoCV", {"store_precision"}},
    NotParameters{"IsolationForest",
                  {"estimator", "base_estimator", "bootstrap_features", "oob_score"}},
    NotParameters{"KNeighborsClassifier", {"radius"}},
    NotParameters{"KNeighborsRegressor", {"radius"}},
    NotParameters{"KNeighborsTransformer", {"radius"}},
    NotParameters{"LocalOutlierFactor", {"radius"}},
    NotParameters{"RadiusNeighborsClassifier", {"n_neighbors"}},
    NotParameters{"RadiusNeighborsRegressor", {"n_neighbors"}},
    NotParameters{"RadiusNeighborsTransformer", {"n_neighbors"}},
    NotParameters{"LabelPropagation", {"alpha"}},
    NotParameters{"LarsCV", {"fit_path", "jitter", "n_nonzero_coefs", "random_state"}},
    NotParameters{"LassoLarsIC", {"fit_path"}},
    NotParameters{"MLPClassifier", {"loss"}},
    NotParameters{"MultiTaskLassoCV", {"positive", "precompute"}},
    NotParameters{"RidgeClassifierCV", {"alpha_per_target", "gcv_mode"}},
    NotParameters{"StackingRegressor", {"stack_method"}},
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

/// Whether an object of a class of somebody's own was fitted: scikit-learn asks those, too, to end
/// what was learned in one underscore.
bool is_own_estimator(const pickle::Graph& graph, pickle::ObjectId object)
{
    const pickle::ObjectId global = graph.class_global(object);
    if (!graph.is(global, pickle::Kind::Global) ||
        is_known_package(graph.globals()[static_cast<std::size_t>(graph.global_id(global))].module))
        return false;
    const auto attributes = graph.attributes(object);
    return std::any_of(attributes.begin(), attributes.end(), [&](const pickle::Entry& entry) {
        return is_fitted(graph.text(entry.key).value_or(""));
    });
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
    if (qualified_name.starts_with("sklearn.ensemble.")) {
        if (name.starts_with("GradientBoosting"))
            return Family::GradientBoosting;
        if (name.starts_with("HistGradientBoosting"))
            return Family::HistGradientBoosting;
        if (name.starts_with("AdaBoost"))
            return Family::AdaBoost;
        if (name.starts_with("Bagging") || name == "IsolationForest")
            return Family::Bagging;
    }
    if (qualified_name.starts_with("sklearn.neural_network.") && name.starts_with("MLP"))
        return Family::Network;
    if (qualified_name.starts_with("sklearn.compose.") && name == "ColumnTransformer")
        return Family::Columns;
    if (qualified_name.starts_with(linear_module))
        return Family::Linear;
    return Family::Other;
}

std::string count_text(std::uint64_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

NodeKind row_kind(Family family)
{
    switch (family) {
    case Family::Forest:
    case Family::GradientBoosting:
    case Family::HistGradientBoosting:
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
    if (!graph.is(graph.state(object), pickle::Kind::Dict))
        return false;
    if (!name.starts_with("sklearn."))
        return is_own_estimator(graph, object);
    return graph.attribute(object, "_sklearn_version") != pickle::ObjectId::none ||
           family_of(name) != Family::Other;
}

bool prepares(std::string_view class_name)
{
    constexpr std::array modules = {"sklearn.preprocessing."sv,     "sklearn.feature_extraction."sv,
                                    "sklearn.feature_selection."sv, "sklearn.impute."sv,
                                    "sklearn.decomposition."sv,     "sklearn.compose."sv};
    return std::any_of(modules.begin(), modules.end(), [&](std::string_view module) {
        return class_name.starts_with(module) &&
               short_name(class_name) != "TransformedTargetRegressor";
    });
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
