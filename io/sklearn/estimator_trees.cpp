// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/estimator_reader.h"

#include "io/base/limits.h"
#include "io/pickle/numpy.h"
#include "io/sklearn/classes.h"
#include "io/sklearn/rules.h"

#include <algorithm>

namespace strata::sklearn {

using pickle::Kind;
using pickle::ObjectId;

namespace {

bool has_field(const Tensor& tensor, std::string_view name)
{
    return tensor.dtype.fields &&
           std::any_of(tensor.dtype.fields->begin(), tensor.dtype.fields->end(),
                       [&](const DTypeField& field) { return field.name == name; });
}

const std::vector<ObjectId>& no_objects()
{
    static const std::vector<ObjectId> none;
    return none;
}

} // namespace

// ---- whose trees they are ----

ObjectId EstimatorReader::attribute_in(const Attributes& attributes, std::string_view name)
{
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const Attribute& each) { return each.name == name; });
    return found == attributes.end() ? ObjectId::none : found->value;
}

/// The items of a list, a tuple or an array of objects.
std::vector<ObjectId> EstimatorReader::items_of(ObjectId sequence) const
{
    if (m_graph.is(sequence, Kind::List) || m_graph.is(sequence, Kind::Tuple))
        return m_graph.items(sequence, limits::value_items);
    return pickle::is_array(m_graph, sequence) ? array_items(m_graph, sequence) : no_objects();
}

/// Notes which objects below an ensemble are its trees before their rows are added.
void EstimatorReader::own_trees(const Pending& pending, const Attributes& attributes)
{
    const Family family = family_of(m_graph.class_name(pending.object));
    if (family == Family::HistGradientBoosting)
        return own_predictors(pending, attributes);
    const bool ensemble = family == Family::Forest || family == Family::GradientBoosting ||
                          family == Family::AdaBoost || family == Family::Bagging;
    if (!ensemble)
        return;
    const std::vector<ObjectId> trees = items_of(attribute_in(attributes, "estimators_"));
    const bool all = std::all_of(trees.begin(), trees.end(), [&](ObjectId tree) {
        return is_estimator(m_graph, tree) &&
               family_of(m_graph.class_name(tree)) == Family::DecisionTree;
    });
    if (!all || trees.empty())
        return;
    for (const ObjectId tree : trees)
        m_owned.emplace(tree, OwnedTree{pending.estimator, {}});
    if (family == Family::GradientBoosting)
        number_stages(trees, attributes);
    if (family == Family::AdaBoost)
        weigh_trees(trees, attributes);
    if (family == Family::Bagging)
        note_features(trees, attributes);
    constexpr auto rule = [](Family of) {
        switch (of) {
        case Family::GradientBoosting:
            return ImportanceRule::Decreases;
        case Family::AdaBoost:
            return ImportanceRule::Weighted;
        case Family::Bagging:
            return ImportanceRule::None;
        default:
            return ImportanceRule::Shares;
        }
    };
    estimator(pending.estimator).importances = rule(family);
}

/// Gradient boosting keeps (stages, K) trees, K being one but for three classes and more.
void EstimatorReader::number_stages(const std::vector<ObjectId>& trees,
                                    const Attributes& attributes)
{
    const auto array = m_arrays.tensor_of(attribute_in(attributes, "estimators_"));
    const Shape shape = array ? m_builder.document.tensors[index(*array)].shape : Shape{};
    const std::uint64_t targets = shape.size() == 2 ? std::max<std::uint64_t>(shape[1], 1) : 1;
    for (std::size_t i = 0; i < trees.size(); ++i) {
        DecisionTree& told = m_owned.at(trees[i]).told;
        told.stage = i / targets;
        if (targets > 1)
            told.target = i % targets;
    }
}

void EstimatorReader::weigh_trees(const std::vector<ObjectId>& trees, const Attributes& attributes)
{
    const auto weights = values_of_array(attribute_in(attributes, "estimator_weights_"));
    for (std::size_t i = 0; i < std::min(trees.size(), weights.size()); ++i) {
        if (weights[i].kind() == Value::Kind::Float)
            m_owned.at(trees[i]).told.weight = weights[i].as_real();
    }
}

/// Bagging may give each tree other features.
void EstimatorReader::note_features(const std::vector<ObjectId>& trees,
                                    const Attributes& attributes)
{
    const auto lists = items_of(attribute_in(attributes, "estimators_features_"));
    const auto all = m_graph.integer(attribute_in(attributes, "n_features_in_")).value_or(-1);
    for (std::size_t i = 0; i < std::min(trees.size(), lists.size()); ++i) {
        std::vector<std::uint32_t> features;
        bool same = true;
        for (const Value& value : values_of_array(lists[i])) {
            if (value.kind() != Value::Kind::Int || value.as_integer() < 0 ||
                value.as_integer() > std::int64_t{UINT32_MAX})
                break;
            same = same && value.as_integer() == static_cast<std::int64_t>(features.size());
            features.push_back(static_cast<std::uint32_t>(value.as_integer()));
        }
        if (!same || static_cast<std::int64_t>(features.size()) != all)
            m_owned.at(trees[i]).told.features = std::move(features);
    }
}

/// `_predictors` is a list of rounds, each a list of a TreePredictor for every class.
void EstimatorReader::own_predictors(const Pending& pending, const Attributes& attributes)
{
    const auto features = m_graph.integer(attribute_in(attributes, "n_features_in_"));
    // With categories the trees see those features first, then the others.
    const ObjectId preprocessor = attribute_in(attributes, "_preprocessor");
    std::vector<std::uint32_t> order;
    if (m_graph.contains(preprocessor) && !m_graph.is(preprocessor, Kind::None)) {
        const auto categorical = values_of_array(attribute_in(attributes, "is_categorical_"));
        for (const bool wanted : {true, false}) {
            for (std::uint32_t i = 0; i < categorical.size(); ++i) {
                if (categorical[i] == Value::boolean(wanted))
                    order.push_back(i);
            }
        }
    }
    std::uint64_t stage = 0;
    for (const ObjectId round : items_of(attribute_in(attributes, "_predictors"))) {
        const std::vector<ObjectId> trees = items_of(round);
        for (std::size_t i = 0; i < trees.size(); ++i) {
            DecisionTree told;
            told.feature_count =
                static_cast<std::uint64_t>(std::max<std::int64_t>(features.value_or(0), 0));
            told.stage = stage;
            told.features = order;
            if (trees.size() > 1)
                told.target = i;
            m_owned.emplace(trees[i], OwnedTree{pending.estimator, std::move(told)});
        }
        ++stage;
    }
    estimator(pending.estimator).importances = ImportanceRule::None;
}

void EstimatorReader::add_predictor_trees()
{
    for (const auto& [row, object] : m_predictors) {
        const OwnedTree& owned = m_owned.at(object);
        DecisionTree tree = owned.told;
        tree.node = row;
        tree.class_counts = {1};
        tree.nodes =
            m_arrays.tensor_of(m_graph.attribute(object, "nodes")).value_or(TensorId::none);
        if (tree.nodes == TensorId::none)
            continue;
        const Shape& shape = m_builder.document.tensors[index(tree.nodes)].shape;
        tree.node_count = shape.size() == 1 ? shape[0] : 0;
        tree.leaves = (tree.node_count + 1) / 2;
        m_builder.model.at(row).kind = NodeKind::Tree;
        m_builder.model.set_detail(row, count_text(tree.node_count, "node", "nodes"));
        estimator(owned.estimator).trees.push_back(std::move(tree));
    }
}

void EstimatorReader::add_forest_rows(const Pending& pending, const Attribute& trees)
{
    const std::string count = count_text(m_graph.item_count(trees.value), "tree", "trees");
    const NodeId list = m_builder.model.add(
        pending.row,
        {.kind = NodeKind::List, .name = "estimators_", .type = "list", .detail = count});
    link_attribute(list, pending, trees);
    std::size_t position = 0;
    for (const ObjectId tree : m_graph.items(trees.value, limits::value_items)) {
        const std::string key = std::to_string(position++);
        m_rows.add(list, key, tree, "tree " + key);
    }
    const std::uint64_t omitted = m_graph.item_count(trees.value) - position;
    if (omitted != 0)
        m_builder.model.add(
            list,
            {.kind = NodeKind::Scalar, .name = "…", .detail = std::to_string(omitted) + " more"});
}

void EstimatorReader::give_tree(const Pending& pending, DecisionTree tree)
{
    if (!pending.owned) {
        if (pending.estimator != EstimatorId::none)
            estimator(pending.estimator).trees.push_back(std::move(tree));
        return;
    }
    const OwnedTree& owned = m_owned.at(pending.object);
    tree.stage = owned.told.stage;
    tree.target = owned.told.target;
    tree.weight = owned.told.weight;
    tree.features = owned.told.features;
    estimator(owned.estimator).trees.push_back(std::move(tree));
}

// ---- trees ----

void EstimatorReader::add_tree(const Pending& pending, ObjectId tree)
{
    DecisionTree described = describe_tree(pending.row, tree);
    check_tree(described);
    std::string detail = count_text(described.node_count, "node", "nodes");
    if (described.depth)
        detail += ", depth " + std::to_string(*described.depth);
    m_builder.model.set_detail(pending.row, detail);
    give_tree(pending, std::move(described));
}

/// Tree(n_features, n_classes, n_outputs) with the state {max_depth, node_count, nodes, values}.
DecisionTree EstimatorReader::describe_tree(NodeId row, ObjectId tree)
{
    const auto count = [&](ObjectId number) -> std::optional<std::uint64_t> {
        const auto value = m_graph.integer(number);
        return value && *value >= 0 ? std::optional(static_cast<std::uint64_t>(*value))
                                    : std::nullopt;
    };
    DecisionTree out;
    out.node = row;
    out.node_count = count(m_graph.attribute(tree, "node_count")).value_or(0);
    out.depth = count(m_graph.attribute(tree, "max_depth"));
    out.feature_count = count(m_graph.argument(tree, 0)).value_or(0);
    out.output_count = count(m_graph.argument(tree, 2)).value_or(1);
    for (const Value& classes : values_of_array(m_graph.argument(tree, 1))) {
        if (classes.kind() == Value::Kind::Int && classes.as_integer() >= 0)
            out.class_counts.push_back(static_cast<std::uint64_t>(classes.as_integer()));
    }
    out.nodes = m_arrays.tensor_of(m_graph.attribute(tree, "nodes")).value_or(TensorId::none);
    out.values = m_arrays.tensor_of(m_graph.attribute(tree, "values")).value_or(TensorId::none);
    // Every inner node has two children, so the leaves are one more than the inner nodes.
    out.leaves = (out.node_count + 1) / 2;
    return out;
}

/// Holds the counts against the arrays. scikit-learn does not: it would read past their end.
void EstimatorReader::check_tree(DecisionTree& tree)
{
    const auto broken = [&](std::string what) {
        Finding finding;
        finding.rule = rules::broken_tree;
        finding.severity = Severity::Error;
        finding.category = Category::Integrity;
        finding.model_node = tree.node;
        finding.facts = {{"what", std::move(what)}};
        m_builder.add_finding(std::move(finding));
    };
    const auto shape_of = [&](TensorId id) {
        return id == TensorId::none ? Shape{} : m_builder.document.tensors[index(id)].shape;
    };
    if (shape_of(tree.nodes) != Shape{tree.node_count}) {
        broken("nodes");
        tree.nodes = TensorId::none;
    }
    const Shape values = shape_of(tree.values);
    if (values.size() != 3 || values[0] != tree.node_count || values[1] != tree.output_count) {
        broken("values");
        tree.values = TensorId::none;
    }
    if (tree.node_count % 2 == 0)
        broken("node_count");
    if (tree.depth && *tree.depth >= std::max<std::uint64_t>(tree.node_count, 1)) {
        broken("max_depth");
        tree.depth.reset();
    }
    if (tree.nodes != TensorId::none &&
        !has_field(m_builder.document.tensors[index(tree.nodes)], "missing_go_to_left")) {
        ++m_old_trees;
        if (m_first_old_tree == NodeId::none)
            m_first_old_tree = tree.node;
    }
}

/// The field missing_go_to_left came with scikit-learn 1.3, which refuses nodes without it.
void EstimatorReader::report_node_dtype()
{
    if (m_old_trees == 0)
        return;
    Finding finding;
    finding.rule = rules::tree_node_dtype;
    finding.severity = Severity::Warning;
    finding.category = Category::Compatibility;
    finding.model_node = m_first_old_tree;
    finding.facts = {{"trees", std::to_string(m_old_trees)},
                     {"field", "missing_go_to_left"},
                     {"since", "1.3"},
                     {"version", estimator(m_builder.document.estimator).version}};
    m_builder.add_finding(std::move(finding));
}

} // namespace strata::sklearn
