// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/estimator_reader.h"

#include "io/base/limits.h"
#include "io/pickle/numpy.h"
#include "io/pickle/value_of.h"
#include "io/sklearn/array_values.h"
#include "io/sklearn/classes.h"
#include "io/sklearn/input_names.h"

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

void EstimatorReader::read(const std::vector<ObjectId>& roots)
{
    if (!holds_estimators(roots))
        return;
    std::size_t number = 0;
    for (const ObjectId root : roots)
        add_root(root, ++number);
    read_pending();
    add_predictor_trees();
    resolve_parts();
    link_objects();
    if (m_builder.document.estimators.empty()) // deeper than rows go
        return;
    choose_outer();
    hand_down_names(m_builder.document, m_sources);
    set_roles();
    set_identity();
    report_node_dtype();
}

/// Whether an estimator would get a row. Most pickles hold none at all, which costs one pass.
bool EstimatorReader::holds_estimators(const std::vector<ObjectId>& roots) const
{
    bool any = false;
    for (std::size_t i = 0; !any && i < m_graph.size(); ++i)
        any = is_estimator(m_graph, ObjectId{static_cast<std::uint32_t>(i)});
    if (!any)
        return false;
    std::vector<bool> seen(m_graph.size());
    std::vector<ObjectId> open = roots;
    while (!open.empty()) {
        const ObjectId next = open.back();
        open.pop_back();
        if (!m_graph.contains(next) || seen[static_cast<std::size_t>(next)])
            continue;
        seen[static_cast<std::size_t>(next)] = true;
        if (is_estimator(m_graph, next))
            return true;
        for (const ObjectRows::Child& child : m_rows.contents(next).children)
            open.push_back(child.object);
    }
    return false;
}

/// "estimator" or, of what only holds some, "object" as in the File reading.
void EstimatorReader::add_root(ObjectId root, std::size_t number)
{
    const bool alone = is_estimator(m_graph, root);
    std::string key = alone ? "estimator" : "object";
    if (number > 1)
        key += " " + std::to_string(number);
    m_rows.add(Tree::root, key, root, alone ? short_name(m_graph.class_name(root)) : key);
}

void EstimatorReader::read_pending()
{
    m_rows.expand();
    while (!m_pending.empty()) {
        const Pending pending = m_pending.front();
        m_pending.pop_front();
        m_depth = pending.depth;
        read_one(pending);
        m_rows.expand();
    }
}

/// Takes over the rows of estimators, wherever they are met.
bool EstimatorReader::claim(NodeId row, ObjectId object)
{
    if (!is_estimator(m_graph, object)) {
        if (m_owned.contains(object))
            m_predictors.emplace_back(row, object);
        return false;
    }
    const std::string& class_name = m_graph.class_name(object);
    m_builder.model.at(row).kind = row_kind(family_of(class_name));
    m_builder.model.set_type(row, class_name);
    m_builder.model.set_detail(row, {});
    if (m_depth >= nesting)
        return true;
    const auto owned = m_owned.find(object);
    Pending pending{object, row, EstimatorId::none, owned != m_owned.end(), m_depth + 1};
    if (!pending.owned) {
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
    const bool network = pending.estimator != EstimatorId::none &&
                         family_of(m_graph.class_name(pending.object)) == Family::Network;
    if (network)
        add_layers(pending, attributes);
    add_attribute_rows(pending, attributes);
    if (network)
        add_network_optimizer(pending, attributes);
    if (pending.estimator != EstimatorId::none)
        note_parts(pending, attributes);
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
    if (is_outer(id) && !filled.version.empty())
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

/// Whether the layers' rows show all of it.
bool EstimatorReader::stands_in_layers(const Pending& pending, const Attribute& attribute) const
{
    if (family_of(m_graph.class_name(pending.object)) != Family::Network ||
        (attribute.name != "coefs_" && attribute.name != "intercepts_"))
        return false;
    const std::vector<ObjectId> items = items_of(attribute.value);
    return !items.empty() && std::all_of(items.begin(), items.end(), [&](ObjectId item) {
        return m_rows.row_of(item) != NodeId::none;
    });
}

void EstimatorReader::add_attribute_rows(const Pending& pending, const Attributes& attributes)
{
    const std::string& class_name = m_graph.class_name(pending.object);
    std::vector<const Attribute*> shown;
    for (const Attribute& attribute : attributes) {
        if (is_shown(class_name, attribute) && !stands_in_layers(pending, attribute))
            shown.push_back(&attribute);
    }
    std::sort(shown.begin(), shown.end(), [](const Attribute* a, const Attribute* b) {
        const int left = attribute_rank(a->name);
        const int right = attribute_rank(b->name);
        return left != right ? left < right : a->name < b->name;
    });
    const Family family = family_of(class_name);
    if (pending.estimator != EstimatorId::none)
        own_trees(pending, attributes);
    for (const Attribute* const attribute : shown) {
        if (family == Family::Pipeline && attribute->name == "steps")
            add_steps(pending, *attribute);
        else if (family == Family::Forest && attribute->name == "estimators_" &&
                 m_graph.is(attribute->value, Kind::List))
            add_forest_rows(pending, *attribute);
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

// ---- the document as a whole ----

/// Fitted coefficients and intercepts of a linear model; nothing where the count means nothing.
std::optional<std::uint64_t> EstimatorReader::coefficient_count(EstimatorId id)
{
    const Estimator& model = estimator(id);
    if (family_of(model.class_name) == Family::Network && !m_builder.document.layers.empty()) {
        std::uint64_t all = 0; // every layer is its own: no other estimator stands beside it
        for (const Layer& layer : m_builder.document.layers)
            all += layer.parameters.value_or(0);
        return all;
    }
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

/// Whether no other estimator is around it.
bool EstimatorReader::is_outer(EstimatorId id) const
{
    const auto parent_of = [&](NodeId row) {
        return m_builder.model.at(row).parent;
    };
    const auto& estimators = m_builder.document.estimators;
    for (NodeId row = parent_of(estimators[index(id)].node); row != NodeId::none;
         row = parent_of(row)) {
        if (m_builder.model.at(row).estimator != EstimatorId::none)
            return false;
    }
    return true;
}

/// What predicts stands before what prepares its input.
void EstimatorReader::choose_outer()
{
    Document& document = m_builder.document;
    auto& outer = document.outer_estimators;
    for (std::size_t i = 0; i < document.estimators.size(); ++i) {
        const EstimatorId id{static_cast<std::uint32_t>(i)};
        if (is_outer(id))
            outer.push_back(id);
    }
    std::stable_partition(outer.begin(), outer.end(), [&](EstimatorId id) {
        return !prepares(document.estimators[index(id)].class_name);
    });
    document.estimator = outer.front();
}

/// Arrays beside the estimators keep the role of their own: none.
void EstimatorReader::set_roles()
{
    Document& document = m_builder.document;
    for (Tensor& tensor : document.tensors) {
        for (NodeId row = tensor.model_node; row != NodeId::none;
             row = m_builder.model.at(row).parent) {
            if (m_builder.model.at(row).estimator == EstimatorId::none)
                continue;
            tensor.role = TensorRole::Attribute;
            break;
        }
    }
    for (const TensorId weight : m_weights)
        document.tensors[index(weight)].role = TensorRole::Weight;
    for (const TensorId slot : m_slots)
        document.tensors[index(slot)].role = TensorRole::Optimizer;
}

void EstimatorReader::set_identity()
{
    Document& document = m_builder.document;
    const Estimator& first = estimator(document.estimator);
    document.identity.class_name = first.name;
    if (document.outer_estimators.size() == 1)
        document.identity.parameters.total = coefficient_count(document.estimator);
    const auto& all = document.estimators;
    const auto of_sklearn = std::find_if(all.begin(), all.end(), [](const Estimator& each) {
        return each.class_name.starts_with("sklearn.");
    });
    if (of_sklearn == all.end()) // only classes of somebody's own, which may be like it
        return;
    document.format.framework = "scikit-learn";
    document.format.version = first.version.empty() ? of_sklearn->version : first.version;
}

} // namespace strata::sklearn
