// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/torch/model_reader.h"

#include "io/base/limits.h"
#include "io/pickle/value_of.h"
#include "io/torch/metadata_rows.h"
#include "io/torch/optimizer_reader.h"
#include "io/torch/rules.h"

#include <algorithm>

namespace strata::torch {

using namespace std::string_view_literals;
using pickle::Kind;
using pickle::ObjectId;

namespace {

/// Plain values of one dict or object that are listed as metadata.
constexpr std::size_t most_entries = 1'000;

/// What metadata of the file's own object is said to belong to, as in the File reading.
constexpr auto root_name = "object"sv;

std::string joined(const std::string& path, const std::string& name)
{
    return path.empty() ? name : path + "." + name;
}

/// A class that torch ships.
bool is_torch_class(std::string_view qualified_name)
{
    return qualified_name.starts_with("torch.");
}

} // namespace

ModelReader::ModelReader(const pickle::Graph& graph, const SourceSet& sources,
                         DocumentBuilder& builder, TensorTable& tensors, FileRow file_row)
    : m_graph(graph),
      m_sources(sources),
      m_builder(builder),
      m_tensors(tensors),
      m_file_row(std::move(file_row)),
      m_holds(find_tensor_holders(graph)),
      m_modules(builder, m_keys, {NodeKind::Layer, "module"})
{
}

void ModelReader::read(ObjectId root)
{
    if (!m_graph.contains(root))
        return;
    Place place{root, Tree::root, {}, WeightSets::none, 0, NodeId::none, {}};
    if (is_tensor(m_graph, root)) {
        add_tensor(place, Tree::root, "tensor", root, "tensor", std::nullopt);
    } else if (is_optimizer(m_graph, root)) {
        const NodeId row = add_row(place, {"optimizer", root}, NodeKind::Optimizer, {}, {});
        m_optimizers.push_back({root, row});
    } else if (is_module(m_graph, root) || m_holds[static_cast<std::size_t>(root)] ||
               is_dict(m_graph, root)) {
        m_shown.emplace(static_cast<std::uint32_t>(root), Tree::root);
        if (is_module(m_graph, root)) {
            m_builder.document.identity.class_name = last_name(m_graph.class_name(root));
            place.set = m_sets.add({}, true);
        }
        m_pending.push_back(std::move(place));
    }
    while (!m_pending.empty()) {
        Place next = std::move(m_pending.back());
        m_pending.pop_back();
        expand(std::move(next));
    }
    m_modules.add_layers();
    add_optimizers();
    m_sets.finish(m_builder);
    if (!m_builder.document.tensors.empty() || !m_shown.empty())
        add_metadata_rows(m_builder, m_keys);
}

/// Adds the row of a module inside another one; false when it is shown elsewhere.
bool ModelReader::enter_module(Place& place)
{
    const Place outer{ObjectId::none, place.parent, {}, place.set, place.depth, {}, {}};
    const NamedObject inner{place.name, place.object};
    if (m_shown.contains(static_cast<std::uint32_t>(place.object))) {
        add_reference(outer, inner);
        return false;
    }
    const std::string& class_name = m_graph.class_name(place.object);
    place.row = add_row(outer, inner, NodeKind::Layer, last_name(class_name), {});
    if (!claim(place.object, place.row))
        return false;
    m_builder.model.at(place.row).custom = !is_torch_class(class_name);
    return true;
}

void ModelReader::expand(Place place)
{
    if (place.row == NodeId::none && !enter_module(place))
        return;
    if (is_module(m_graph, place.object))
        expand_module(place);
    else if (is_sparse(m_graph, place.object))
        expand_sparse(place);
    else
        expand_members(place);
}

/// What was found last is looked into first, so that rows of a module come in the order of
/// Module.named_parameters().
void ModelReader::push(std::vector<Place> below)
{
    for (auto place = below.rbegin(); place != below.rend(); ++place)
        m_pending.push_back(std::move(*place));
}

// Modules ---------------------------------------------------------------------------------------

void ModelReader::expand_module(const Place& place)
{
    for (const bool buffer : {false, true}) {
        const char* const name = buffer ? "_buffers" : "_parameters";
        for (const NamedObject& held : members(m_graph, m_graph.attribute(place.object, name))) {
            if (is_tensor(m_graph, held.object))
                add_tensor(place, place.row, held.name, held.object, joined(place.path, held.name),
                           buffer);
        }
    }
    std::vector<Place> below;
    for (const NamedObject& inner : members(m_graph, m_graph.attribute(place.object, "_modules"))) {
        if (is_module(m_graph, inner.object) && place.depth < limits::value_depth)
            below.push_back({inner.object, NodeId::none, joined(place.path, inner.name), place.set,
                             place.depth + 1, place.row, inner.name});
    }
    add_layer(place, m_graph.class_name(place.object));
    push(std::move(below));
}

/// Modules that have weights of their own, or no other modules inside.
void ModelReader::add_layer(const Place& place, const std::string& class_name)
{
    const auto& weights = m_sets.sets()[place.set].weights;
    Layer layer;
    layer.node = place.row;
    layer.name = place.path;
    layer.class_name = last_name(class_name);
    layer.registered_name = class_name;
    layer.custom = !is_torch_class(class_name);
    layer.config = module_settings(m_graph, place.object, m_holds);
    bool trains = false;
    std::uint64_t parameters = 0;
    const std::string prefix = place.path.empty() ? "" : place.path + ".";
    for (auto weight = weights.rbegin(); weight != weights.rend(); ++weight) {
        // Its own weights were added last.
        if (!weight->name.starts_with(prefix) ||
            weight->name.find('.', prefix.size()) != std::string::npos)
            break;
        layer.weights.insert(layer.weights.begin(), weight->tensor);
        if (weight->buffer)
            continue;
        trains = trains || weight->requires_grad;
        parameters += m_builder.document.tensor(weight->tensor).count().value_or(0);
    }
    layer.parameters = parameters;
    layer.trainable = trains || parameters == 0;
    const bool holds_modules =
        m_graph.entry_count(m_graph.attribute(place.object, "_modules")) != 0;
    if (place.row == Tree::root || (holds_modules && layer.weights.empty()))
        return;
    m_builder.model.at(place.row).layer =
        LayerId{static_cast<std::uint32_t>(m_builder.document.layers.size())};
    m_builder.document.layers.push_back(std::move(layer));
}

// State dicts and other containers ---------------------------------------------------------------

void ModelReader::expand_members(const Place& place)
{
    Place inside = place;
    const bool state = place.set == WeightSets::none && is_state_dict(m_graph, place.object);
    if (state)
        inside.set = m_sets.add(m_builder.model.path(place.row), false);
    std::vector<Place> below;
    std::size_t listed = 0;
    for (const NamedObject& held : members(m_graph, place.object)) {
        const bool exists = m_graph.contains(held.object);
        const bool tensor = is_tensor(m_graph, held.object);
        if (!tensor && (!exists || !m_holds[static_cast<std::size_t>(held.object)]) &&
            !is_module(m_graph, held.object) && !is_optimizer(m_graph, held.object)) {
            if (exists && listed++ < most_entries)
                add_metadata(place, held);
        } else if (tensor && state) {
            add_dotted(inside, held);
        } else {
            add_member(inside, held, below);
        }
    }
    push(std::move(below));
}

/// A tensor of a state dict, below a row for each module that its name spells.
void ModelReader::add_dotted(const Place& place, const NamedObject& member)
{
    const auto [module, own] = split_dotted(member.name);
    const NodeId row = m_modules.row_of(place.row, module);
    if (row == NodeId::none)
        return;
    add_tensor(place, row, std::string(own), member.object, member.name, std::nullopt);
    const auto& weights = m_sets.sets()[place.set].weights;
    if (row == place.row || weights.empty() || weights.back().name != member.name)
        return;
    const Weight& weight = weights.back();
    m_modules.add_weight(
        row, module, weight.tensor,
        weight.buffer ? 0 : m_builder.document.tensor(weight.tensor).count().value_or(0));
}

void ModelReader::add_member(const Place& place, const NamedObject& member,
                             std::vector<Place>& below)
{
    if (is_tensor(m_graph, member.object))
        return add_tensor(place, place.row, member.name, member.object,
                          joined(place.path, member.name), std::nullopt);
    if (m_shown.contains(static_cast<std::uint32_t>(member.object)))
        return add_reference(place, member);
    Place inner{member.object,   NodeId::none, {}, WeightSets::none,
                place.depth + 1, NodeId::none, {}};
    if (is_optimizer(m_graph, member.object)) {
        inner.row = add_row(place, member, NodeKind::Optimizer, "optimizer", {});
        if (claim(member.object, inner.row))
            m_optimizers.push_back({member.object, inner.row});
        return;
    }
    const std::string& class_name = m_graph.class_name(member.object);
    if (is_module(m_graph, member.object)) {
        inner.row = add_row(place, member, NodeKind::Model, last_name(class_name), {});
        inner.set = m_sets.add(m_builder.model.path(inner.row), true);
    } else if (is_sparse(m_graph, member.object)) {
        const SparseTensor sparse = read_sparse(m_graph, member.object);
        inner.row = add_row(place, member, NodeKind::Group, sparse.layout, sparse.size);
        inner.path = joined(place.path, member.name);
        inner.set = place.set;
    } else {
        const bool list = is_sequence(m_graph, member.object);
        const NodeKind kind = list                              ? NodeKind::List
                              : is_dict(m_graph, member.object) ? NodeKind::Group
                                                                : NodeKind::Object;
        inner.row = add_row(place, member, kind, pickle::type_name(m_graph, member.object),
                            pickle::describe(m_graph, member.object));
    }
    if (claim(member.object, inner.row) && inner.depth < limits::value_depth)
        below.push_back(std::move(inner));
}

void ModelReader::expand_sparse(const Place& place)
{
    for (const NamedObject& part : read_sparse(m_graph, place.object).parts)
        add_tensor(place, place.row, part.name, part.object, joined(place.path, part.name),
                   std::nullopt);
}

// Rows -------------------------------------------------------------------------------------------

NodeId ModelReader::add_row(const Place& place, const NamedObject& member, NodeKind kind,
                            std::string_view type, std::string_view detail)
{
    const std::string name = member.name.empty() ? "''" : member.name;
    const std::string key = m_keys.take(place.row, name);
    const NodeId row = m_builder.model.add(
        place.row, {.kind = kind, .name = name, .type = type, .detail = detail, .key = key});
    m_builder.link(row, m_file_row(member.object));
    return row;
}

/// Remembers where an object is shown; false when its row is past the limit of a tree.
bool ModelReader::claim(ObjectId object, NodeId row)
{
    return row != NodeId::none && m_shown.emplace(static_cast<std::uint32_t>(object), row).second;
}

void ModelReader::add_reference(const Place& place, const NamedObject& member)
{
    const NodeId shown = m_shown.at(static_cast<std::uint32_t>(member.object));
    const Node target = m_builder.model.at(shown);
    const std::string type(m_builder.model.text(target.type));
    const std::string detail = "see " + m_builder.model.path(shown);
    const std::string key = m_keys.take(place.row, member.name);
    m_builder.model.add(
        place.row,
        {.kind = target.kind, .name = member.name, .type = type, .detail = detail, .key = key});
}

void ModelReader::add_tensor(const Place& place, NodeId row, const std::string& name,
                             ObjectId object, std::string dotted, std::optional<bool> buffer)
{
    const TensorTable::Entry& entry = m_tensors.of(object);
    const std::string shown = name.empty() ? "''" : name;
    const std::string key = m_keys.take(row, shown);
    const std::string type = buffer.value_or(false) ? "buffer" : TensorTable::type_words(entry);
    const std::string detail = m_tensors.detail_words(entry);
    const bool broken = entry.tensor == TensorId::none;
    const NodeId added =
        m_builder.model.add(row, {.kind = broken ? NodeKind::Object : NodeKind::Tensor,
                                  .name = shown,
                                  .type = type,
                                  .detail = detail,
                                  .key = key,
                                  .tensor = entry.tensor});
    if (broken || added == NodeId::none)
        return;
    Tensor& tensor = m_builder.document.tensors[index(entry.tensor)];
    if (tensor.model_node == NodeId::none) {
        tensor.model_node = added;
        m_builder.link(added, m_file_row(object));
    }
    if (place.set != WeightSets::none)
        m_sets.add_weight(place.set, std::move(dotted), entry, buffer, m_builder.document);
}

// What is not of the tree itself ------------------------------------------------------------------

void ModelReader::add_metadata(const Place& place, const NamedObject& member)
{
    const std::string owner =
        place.row == Tree::root ? std::string(root_name) : m_builder.model.path(place.row);
    const NodeId file_row = m_file_row(place.object);
    add_metadata_entry(m_graph, m_builder, place.object, member, owner,
                       file_row == NodeId::none ? owner : m_builder.file.path(file_row));
}

void ModelReader::add_optimizers()
{
    if (m_optimizers.size() > 1) {
        Finding finding;
        finding.rule = rules::several_optimizers;
        finding.facts = {{"count", std::to_string(m_optimizers.size())}};
        finding.model_node = m_optimizers.front().row;
        m_builder.add_finding(std::move(finding));
    }
    for (std::size_t i = 0; i < m_optimizers.size(); ++i) {
        OptimizerReader reader(m_graph, m_sources, m_builder, m_tensors, m_sets);
        OptimizerState state = reader.read(m_optimizers[i].object, m_optimizers[i].row);
        if (i == 0)
            m_builder.document.optimizer = std::move(state);
    }
}

} // namespace strata::torch
