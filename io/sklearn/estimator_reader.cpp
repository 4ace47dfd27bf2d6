// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/estimator_reader.h"

#include "io/base/limits.h"
#include "io/pickle/numpy.h"
#include "io/pickle/value_of.h"
#include "io/sklearn/array_values.h"
#include "io/sklearn/classes.h"
#include "io/sklearn/rules.h"

#include <algorithm>
#include <unordered_map>

namespace strata::sklearn {

using pickle::Graph;
using pickle::Kind;
using pickle::ObjectId;

namespace {

/// Estimators inside estimators: deeper ones are rows without contents.
constexpr int nesting = 64;

/// Objects that are looked at when a private attribute is searched for arrays.
constexpr std::size_t searched_objects = 1'000;

std::string count_text(std::uint64_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

/// What a person looks for first comes first, the rest by name, private things last.
int attribute_rank(std::string_view name)
{
    if (name == "estimators_" || name == "tree_")
        return 0;
    if (name == "coef_")
        return 1;
    if (name == "intercept_")
        return 2;
    return is_fitted(name) ? 3 : 4;
}

bool has_field(const Tensor& tensor, std::string_view name)
{
    return tensor.dtype.fields &&
           std::any_of(tensor.dtype.fields->begin(), tensor.dtype.fields->end(),
                       [&](const DTypeField& field) { return field.name == name; });
}

} // namespace

EstimatorReader::EstimatorReader(const Graph& graph, const SourceSet& sources,
                                 DocumentBuilder& builder, ArrayTensors& arrays,
                                 const ObjectRows& file)
    : m_graph(graph),
      m_sources(sources),
      m_builder(builder),
      m_arrays(arrays),
      m_file(file),
      m_rows(graph, builder, arrays, ObjectRows::Reading::Model)
{
    m_rows.set_claim([this](NodeId row, ObjectId object) { return claim(row, object); });
}

EstimatorId EstimatorReader::read(ObjectId object)
{
    m_rows.add(Tree::root, "estimator", object, short_name(m_graph.class_name(object)));
    m_rows.expand();
    while (!m_pending.empty()) {
        const Pending pending = m_pending.front();
        m_pending.pop_front();
        m_depth = pending.depth;
        read_one(pending);
        m_rows.expand();
    }
    const EstimatorId root{0};
    link_objects();
    set_roles(root);
    report_node_dtype();
    return root;
}

/// Takes over the rows of estimators, wherever they are met.
bool EstimatorReader::claim(NodeId row, ObjectId object)
{
    if (!is_estimator(m_graph, object))
        return false;
    const std::string& class_name = m_graph.class_name(object);
    m_builder.model.at(row).kind = row_kind(family_of(class_name));
    m_builder.model.set_type(row, class_name);
    m_builder.model.set_detail(row, {});
    if (m_depth >= nesting)
        return true;
    Pending pending{object, row, EstimatorId::none, m_forest, m_depth + 1};
    if (m_forest == EstimatorId::none) {
        auto& estimators = m_builder.document.estimators;
        pending.estimator = EstimatorId{static_cast<std::uint32_t>(estimators.size())};
        estimators.emplace_back();
        estimators.back().node = row;
        m_builder.model.at(row).estimator = pending.estimator;
    }
    m_pending.push_back(pending);
    return true;
}

void EstimatorReader::read_one(const Pending& pending)
{
    const Attributes attributes = attributes_of(pending.object);
    if (pending.estimator != EstimatorId::none)
        fill(pending.estimator, pending.object, attributes);
    add_parameter_rows(pending, attributes);
    add_attribute_rows(pending, attributes);
    if (family_of(m_graph.class_name(pending.object)) == Family::DecisionTree) {
        const ObjectId tree = m_graph.attribute(pending.object, "tree_");
        if (m_graph.contains(tree))
            add_tree(pending, tree);
    }
}

EstimatorReader::Attributes EstimatorReader::attributes_of(ObjectId object) const
{
    Attributes attributes;
    std::unordered_map<std::string, std::size_t> seen;
    std::size_t position = 0;
    for (const pickle::Entry& entry : m_graph.attributes(object)) {
        const std::size_t here = position++;
        const auto name = m_graph.text(entry.key);
        if (!name)
            continue;
        const auto [known, is_new] = seen.emplace(*name, attributes.size());
        if (is_new)
            attributes.push_back({std::string(*name), entry.value, here});
        else
            attributes[known->second] = {std::string(*name), entry.value, here};
    }
    return attributes;
}

void EstimatorReader::fill(EstimatorId id, ObjectId object, const Attributes& attributes)
{
    Estimator filled = estimator(id);
    filled.class_name = m_graph.class_name(object);
    filled.name = short_name(filled.class_name);
    filled.version = m_graph.text(m_graph.attribute(object, "_sklearn_version")).value_or("");
    for (const Attribute& attribute : attributes) {
        if (is_parameter(filled.class_name, attribute.name))
            filled.parameters.emplace_back(attribute.name, attribute_value(attribute.value));
        else if (is_fitted(attribute.name))
            filled.attributes.emplace_back(attribute.name, attribute_value(attribute.value));
    }
    // get_params() sorts them.
    std::sort(filled.parameters.begin(), filled.parameters.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    filled.feature_names = feature_names(m_graph.attribute(object, "feature_names_in_"));
    filled.classes = class_values(m_graph.attribute(object, "classes_"));
    if (id == EstimatorId{0} && !filled.version.empty())
        m_builder.model.set_detail(filled.node, "scikit-learn " + filled.version);
    estimator(id) = std::move(filled);
}

std::vector<std::string> EstimatorReader::feature_names(ObjectId names) const
{
    std::vector<std::string> texts;
    for (const Value& value : values_of_array(names))
        texts.push_back(value.kind() == Value::Kind::Text ? value.as_text() : value.repr());
    return texts;
}

/// With several outputs a list of arrays, and then a list of values for each.
std::vector<Value> EstimatorReader::class_values(ObjectId classes) const
{
    if (!m_graph.is(classes, Kind::List))
        return values_of_array(classes);
    std::vector<Value> outputs;
    for (const ObjectId output : m_graph.items(classes, limits::value_items))
        outputs.push_back(Value::sequence(Value::Kind::List, values_of_array(output)));
    return outputs;
}

/// The values of a small array without making a tensor of it; none for anything else.
std::vector<Value> EstimatorReader::values_of_array(ObjectId array) const
{
    if (!pickle::is_array(m_graph, array))
        return {};
    const auto reading = pickle::read_array(m_graph, array);
    if (!reading)
        return {};
    auto values = array_values(reading->tensor, m_sources, limits::value_items);
    return values ? *std::move(values) : std::vector<Value>{};
}

/// An object as a value: arrays by their tensor, other objects by their class.
Value EstimatorReader::attribute_value(ObjectId object)
{
    const auto short_value = [this](ObjectId part) {
        Value value = pickle::value_of(m_graph, part, {.tensor_of = [this](ObjectId array) {
                                           return m_arrays.tensor_of(array);
                                       }});
        const bool nameless = value.kind() == Value::Kind::Opaque &&
                              m_graph.is(part, Kind::Constructed) &&
                              !m_graph.class_name(part).empty();
        return nameless ? Value::opaque(m_graph.class_name(part)) : value;
    };
    const Kind kind = m_graph.kind(object);
    if (kind != Kind::List && kind != Kind::Tuple)
        return short_value(object);
    std::vector<Value> items;
    for (const ObjectId item : m_graph.items(object, limits::value_items))
        items.push_back(short_value(item));
    const std::uint64_t omitted = m_graph.item_count(object) - items.size();
    Value list = Value::sequence(kind == Kind::List ? Value::Kind::List : Value::Kind::Tuple,
                                 std::move(items));
    list.set_omitted(omitted);
    return list;
}

// ---- rows ----

void EstimatorReader::link_attribute(NodeId row, const Pending& pending, const Attribute& attribute)
{
    m_builder.link(row, m_file.child_of(m_file.row_of(pending.object), attribute.position));
}

void EstimatorReader::add_parameter_rows(const Pending& pending, const Attributes& attributes)
{
    const std::string& class_name = m_graph.class_name(pending.object);
    const bool pipeline = family_of(class_name) == Family::Pipeline;
    std::vector<const Attribute*> parameters;
    for (const Attribute& attribute : attributes) {
        if (is_parameter(class_name, attribute.name) && !(pipeline && attribute.name == "steps"))
            parameters.push_back(&attribute);
    }
    if (parameters.empty())
        return;
    std::sort(parameters.begin(), parameters.end(),
              [](const Attribute* a, const Attribute* b) { return a->name < b->name; });
    const std::string count = std::to_string(parameters.size());
    const NodeId group = m_builder.model.add(
        pending.row, {.kind = NodeKind::Group, .name = "parameters", .detail = count});
    for (const Attribute* const parameter : parameters)
        link_attribute(m_rows.add(group, parameter->name, parameter->value), pending, *parameter);
}

bool EstimatorReader::is_shown(std::string_view class_name, const Attribute& attribute) const
{
    const Family family = family_of(class_name);
    if (family == Family::Pipeline && attribute.name == "steps")
        return true;
    if (is_parameter(class_name, attribute.name))
        return false;
    // The pattern of which a forest's trees are copies says nothing that they do not say.
    if (family == Family::Forest &&
        (attribute.name == "estimator_" || attribute.name == "base_estimator_"))
        return false;
    return is_fitted(attribute.name) || holds_arrays(attribute.value);
}

void EstimatorReader::add_attribute_rows(const Pending& pending, const Attributes& attributes)
{
    const std::string& class_name = m_graph.class_name(pending.object);
    std::vector<const Attribute*> shown;
    for (const Attribute& attribute : attributes) {
        if (is_shown(class_name, attribute))
            shown.push_back(&attribute);
    }
    std::sort(shown.begin(), shown.end(), [](const Attribute* a, const Attribute* b) {
        const int left = attribute_rank(a->name);
        const int right = attribute_rank(b->name);
        return left != right ? left < right : a->name < b->name;
    });
    const Family family = family_of(class_name);
    for (const Attribute* const attribute : shown) {
        if (family == Family::Pipeline && attribute->name == "steps")
            add_steps(pending, *attribute);
        else if (family == Family::Forest && attribute->name == "estimators_" &&
                 m_graph.is(attribute->value, Kind::List))
            add_trees(pending, *attribute);
        else
            link_attribute(m_rows.add(pending.row, attribute->name, attribute->value), pending,
                           *attribute);
        if (attribute->name == "best_estimator_" && pending.estimator != EstimatorId::none)
            estimator(pending.estimator).best_estimator = estimator_of(attribute->value);
        if (attribute->name == "coef_" || attribute->name == "intercept_") {
            if (const auto weight = m_arrays.tensor_of(attribute->value))
                m_weights.push_back(*weight);
        }
    }
}

/// The Estimator value of an object whose row was added; none for other objects.
EstimatorId EstimatorReader::estimator_of(ObjectId object)
{
    const NodeId row = m_rows.row_of(object);
    return row == NodeId::none ? EstimatorId::none : m_builder.model.at(row).estimator;
}

/// The steps of a pipeline are pairs of a name and an estimator (or 'passthrough', or None).
void EstimatorReader::add_steps(const Pending& pending, const Attribute& steps)
{
    const std::string count = count_text(m_graph.item_count(steps.value), "step", "steps");
    const NodeId list = m_builder.model.add(
        pending.row, {.kind = NodeKind::List, .name = "steps", .type = "list", .detail = count});
    link_attribute(list, pending, steps);
    std::size_t position = 0;
    for (const ObjectId step : m_graph.items(steps.value, limits::value_items)) {
        const ObjectId value = m_graph.item(step, 1);
        const std::string name(
            m_graph.text(m_graph.item(step, 0)).value_or(std::to_string(position)));
        ++position;
        if (!m_graph.contains(value))
            continue;
        m_rows.add(list, name, value);
        if (pending.estimator != EstimatorId::none)
            estimator(pending.estimator)
                .steps.push_back(
                    {name, estimator_of(value),
                     m_graph.is(value, Kind::None) || m_graph.text(value) == "passthrough"});
    }
}

void EstimatorReader::add_trees(const Pending& pending, const Attribute& trees)
{
    const std::string count = count_text(m_graph.item_count(trees.value), "tree", "trees");
    const NodeId list = m_builder.model.add(
        pending.row,
        {.kind = NodeKind::List, .name = "estimators_", .type = "list", .detail = count});
    link_attribute(list, pending, trees);
    m_forest = pending.estimator;
    std::size_t position = 0;
    for (const ObjectId tree : m_graph.items(trees.value, limits::value_items)) {
        const std::string key = std::to_string(position++);
        m_rows.add(list, key, tree, "tree " + key);
    }
    m_forest = EstimatorId::none;
    const std::uint64_t omitted = m_graph.item_count(trees.value) - position;
    if (omitted != 0)
        m_builder.model.add(
            list,
            {.kind = NodeKind::Scalar, .name = "…", .detail = std::to_string(omitted) + " more"});
}

/// Whether arrays lie somewhere below an object, within a bounded search.
bool EstimatorReader::holds_arrays(ObjectId object) const
{
    std::vector<ObjectId> open = {object};
    for (std::size_t looked = 0; !open.empty() && looked < searched_objects; ++looked) {
        const ObjectId next = open.back();
        open.pop_back();
        if (pickle::is_array(m_graph, next))
            return true;
        for (const ObjectId item : m_graph.items(next, searched_objects))
            open.push_back(item);
        for (const pickle::Entry& entry : m_graph.entries(next, searched_objects))
            open.push_back(entry.value);
        for (const pickle::Entry& entry : m_graph.attributes(next))
            open.push_back(entry.value);
    }
    return false;
}

/// Ties what both readings show under rows of their own: objects, and below containers whose rows
/// are in the same order in both also the plain values.
void EstimatorReader::link_objects()
{
    for (std::size_t i = 0; i < m_graph.size(); ++i) {
        const ObjectId object{static_cast<std::uint32_t>(i)};
        const NodeId model = m_rows.row_of(object);
        const NodeId file = m_file.row_of(object);
        if (model == NodeId::none || file == NodeId::none)
            continue;
        m_builder.link(model, file);
        for (std::size_t position = 0;; ++position) {
            const NodeId model_child = m_rows.child_of(model, position);
            const NodeId file_child = m_file.child_of(file, position);
            if (model_child == NodeId::none || file_child == NodeId::none)
                break;
            m_builder.link(model_child, file_child);
        }
    }
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
    const EstimatorId owner =
        pending.forest != EstimatorId::none ? pending.forest : pending.estimator;
    if (owner != EstimatorId::none)
        estimator(owner).trees.push_back(std::move(described));
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
                     {"version", estimator(EstimatorId{0}).version}};
    m_builder.add_finding(std::move(finding));
}

// ---- the document as a whole ----

/// Fitted coefficients and intercepts of a linear model; nothing where the count means nothing.
std::optional<std::uint64_t> EstimatorReader::coefficient_count(EstimatorId id)
{
    const Estimator& model = estimator(id);
    if (family_of(model.class_name) != Family::Linear)
        return std::nullopt;
    const bool no_intercept =
        std::any_of(model.parameters.begin(), model.parameters.end(), [](const auto& parameter) {
            return parameter.first == "fit_intercept" && parameter.second == Value::boolean(false);
        });
    std::optional<std::uint64_t> total;
    for (const auto& [name, value] : model.attributes) {
        const bool intercept = name == "intercept_";
        if (name != "coef_" && (!intercept || no_intercept))
            continue;
        std::optional<std::uint64_t> count;
        if (value.kind() == Value::Kind::TensorRef)
            count = m_builder.document.tensors[index(value.as_tensor())].count();
        else if (value.kind() == Value::Kind::Int || value.kind() == Value::Kind::Float)
            count = 1;
        if (!count) // a sparse matrix, or something else that is not read as numbers
            return std::nullopt;
        total = total.value_or(0) + *count;
    }
    return total;
}

void EstimatorReader::set_roles(EstimatorId root)
{
    Document& document = m_builder.document;
    for (Tensor& tensor : document.tensors)
        tensor.role = TensorRole::Attribute;
    for (const TensorId weight : m_weights)
        document.tensors[index(weight)].role = TensorRole::Weight;
    document.estimator = root;
    document.identity.class_name = estimator(root).name;
    document.identity.parameters.total = coefficient_count(root);
    document.format.framework = "scikit-learn";
    document.format.version = estimator(root).version;
}

} // namespace strata::sklearn
