// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/torch/optimizer_reader.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/pickle/value_of.h"
#include "io/source/tensor_reader.h"
#include "io/torch/optimizer_class.h"
#include "io/torch/rules.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace strata::torch {

using pickle::Kind;
using pickle::ObjectId;

namespace {

/// Settings of all groups together that are listed.
constexpr std::size_t most_settings = 2'000;

/// A whole number that a scalar tensor holds; torch counts steps in float32.
std::optional<std::int64_t> scalar_count(const Tensor& tensor, const SourceSet& sources)
{
    if (tensor.count() != 1)
        return std::nullopt;
    const auto reader = TensorReader::plan(tensor, sources);
    if (!reader || !reader->random_access() || reader->block_count() == 0)
        return std::nullopt;
    BlockScratch scratch;
    const auto block = reader->read(0, scratch);
    if (!block)
        return std::nullopt;
    if (tensor.dtype.type == ScalarType::Int64) {
        std::int64_t value = 0;
        std::memcpy(&value, block->bytes.data(), sizeof(value));
        return value;
    }
    if (tensor.dtype.type != ScalarType::Float32)
        return std::nullopt;
    float value = 0;
    std::memcpy(&value, block->bytes.data(), sizeof(value));
    const bool counts = std::isfinite(value) && value >= 0 && value < 1e18F;
    return counts ? std::optional(static_cast<std::int64_t>(value)) : std::nullopt;
}

} // namespace

OptimizerReader::OptimizerReader(const pickle::Graph& graph, const SourceSet& sources,
                                 DocumentBuilder& builder, TensorTable& tensors,
                                 const WeightSets& weights)
    : m_graph(graph), m_sources(sources), m_builder(builder), m_tensors(tensors), m_weights(weights)
{
}

OptimizerState OptimizerReader::read(ObjectId object, NodeId row)
{
    m_state.node = row;
    read_groups(member(m_graph, object, "param_groups"));
    read_states(member(m_graph, object, "state"));
    const std::string& class_name = m_graph.class_name(object);
    m_state.class_name = class_name.starts_with("torch.optim.")
                             ? std::string(last_name(class_name))
                             : guess_optimizer(m_settings, m_slot_names, m_decoupled);
    if (m_state.class_name != "LBFGS") // whose one state is of all parameters together
        pair();
    add_slots();
    if (row != NodeId::none)
        m_builder.model.set_type(row, m_state.class_name);
    auto& total = m_builder.document.identity.parameters.optimizer;
    if (!total) // the first of several
        total = m_values;
    return std::move(m_state);
}

// What the file says -----------------------------------------------------------------------------

void OptimizerReader::read_groups(ObjectId groups)
{
    const auto items = m_graph.items(groups, limits::value_items);
    m_group_count = items.size();
    for (std::size_t number = 0; number < items.size(); ++number) {
        const ObjectId names = member(m_graph, items[number], "param_names");
        const ObjectId parameters = member(m_graph, items[number], "params");
        const auto keys = m_graph.items(parameters, limits::value_items);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            Parameter parameter;
            parameter.key = keys[i];
            parameter.group = number;
            parameter.name = m_graph.text(m_graph.item(names, i)).value_or("");
            m_parameters.push_back(std::move(parameter));
        }
        add_settings(items[number], number, items.size());
    }
}

/// "lr", or with several groups "group 1 lr".
void OptimizerReader::add_settings(ObjectId group, std::size_t number, std::size_t count)
{
    const std::string prefix = count > 1 ? "group " + std::to_string(number) + " " : "";
    for (const NamedObject& setting : members(m_graph, group)) {
        if (setting.name == "params" || setting.name == "param_names")
            continue;
        m_settings.insert(setting.name);
        Value value = plain_value(m_graph, setting.object);
        if (setting.name == "decoupled_weight_decay")
            m_decoupled = value.repr(16);
        if (m_state.hyperparameters.size() < most_settings)
            m_state.hyperparameters.emplace_back(prefix + setting.name, std::move(value));
    }
}

/// Finds each parameter's state, by its number or by itself.
void OptimizerReader::read_states(ObjectId states)
{
    std::unordered_map<std::int64_t, ObjectId> by_number;
    std::unordered_map<std::uint32_t, ObjectId> by_object;
    for (const pickle::Entry& entry : m_graph.entries(states, limits::value_items)) {
        if (const auto number = m_graph.integer(entry.key))
            by_number[*number] = entry.value;
        else
            by_object[static_cast<std::uint32_t>(entry.key)] = entry.value;
    }
    for (Parameter& parameter : m_parameters) {
        const auto number = m_graph.integer(parameter.key);
        if (number && by_number.contains(*number))
            parameter.state = by_number.at(*number);
        const auto object = by_object.find(static_cast<std::uint32_t>(parameter.key));
        if (!number && object != by_object.end())
            parameter.state = object->second;
        for (const NamedObject& slot : members(m_graph, parameter.state)) {
            m_slot_names.insert(slot.name);
            if (has_shape_of_weight(slot.name) && is_tensor(m_graph, slot.object) &&
                !parameter.shape)
                parameter.shape = m_tensors.of(slot.object).claim.shape;
        }
    }
}

// Pairing ----------------------------------------------------------------------------------------

std::vector<const Weight*> OptimizerReader::trained_weights(const WeightSets::Set& set) const
{
    std::vector<const Weight*> weights;
    for (const Weight& weight : set.weights) {
        if (!weight.buffer && !weight.repeated)
            weights.push_back(&weight);
    }
    return weights;
}

void OptimizerReader::pair()
{
    if (m_parameters.empty() || pair_by_object() || pair_by_name())
        return;
    for (const WeightSets::Set& set : m_weights.sets()) {
        if (pair_by_order(trained_weights(set))) {
            if (m_group_count > 1)
                report(rules::slot_order, Severity::Note, Category::Quality,
                       {{"groups", std::to_string(m_group_count)}, {"how", "order"}});
            return;
        }
    }
    for (const WeightSets::Set& set : m_weights.sets()) {
        if (pair_by_shape(trained_weights(set))) {
            report(rules::slot_order, Severity::Note, Category::Quality,
                   {{"groups", std::to_string(m_group_count)}, {"how", "shapes"}});
            return;
        }
    }
}

/// An optimizer that was saved whole holds the parameters themselves.
bool OptimizerReader::pair_by_object()
{
    std::unordered_map<std::uint32_t, const Weight*> by_tensor;
    for (const WeightSets::Set& set : m_weights.sets()) {
        for (const Weight& weight : set.weights)
            by_tensor.emplace(static_cast<std::uint32_t>(weight.tensor), &weight);
    }
    bool all = true;
    for (Parameter& parameter : m_parameters) {
        if (!is_tensor(m_graph, parameter.key))
            return false;
        const auto found =
            by_tensor.find(static_cast<std::uint32_t>(m_tensors.of(parameter.key).tensor));
        parameter.weight = found == by_tensor.end() ? nullptr : found->second;
        all = all && parameter.weight != nullptr;
    }
    return all;
}

bool OptimizerReader::pair_by_name()
{
    for (const WeightSets::Set& set : m_weights.sets()) {
        std::unordered_map<std::string_view, const Weight*> by_name;
        for (const Weight& weight : set.weights)
            by_name.emplace(weight.name, &weight);
        const bool all =
            std::all_of(m_parameters.begin(), m_parameters.end(), [&](const Parameter& parameter) {
                const auto found = by_name.find(parameter.name);
                return found != by_name.end() &&
                       (!parameter.shape || *parameter.shape == found->second->shape);
            });
        if (!all)
            continue;
        for (Parameter& parameter : m_parameters)
            parameter.weight = by_name.at(parameter.name);
        return true;
    }
    return false;
}

bool OptimizerReader::pair_by_order(const std::vector<const Weight*>& weights)
{
    if (weights.size() != m_parameters.size())
        return false;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (m_parameters[i].shape && *m_parameters[i].shape != weights[i]->shape)
            return false;
    }
    for (std::size_t i = 0; i < weights.size(); ++i)
        m_parameters[i].weight = weights[i];
    return true;
}

/// Groups mostly take the model's parameters in their order, each some of them: the first weight that
/// is free, comes later than the group's last one and has the shape.
bool OptimizerReader::pair_by_shape(const std::vector<const Weight*>& weights)
{
    if (weights.size() < m_parameters.size())
        return false;
    std::vector<bool> taken(weights.size());
    std::vector<const Weight*> chosen;
    std::size_t next = 0;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        if (i == 0 || m_parameters[i].group != m_parameters[i - 1].group)
            next = 0;
        if (!m_parameters[i].shape)
            return false;
        while (next < weights.size() &&
               (taken[next] || weights[next]->shape != *m_parameters[i].shape))
            ++next;
        if (next == weights.size())
            return false;
        taken[next] = true;
        chosen.push_back(weights[next++]);
    }
    for (std::size_t i = 0; i < m_parameters.size(); ++i)
        m_parameters[i].weight = chosen[i];
    return true;
}

// Rows -------------------------------------------------------------------------------------------

void OptimizerReader::add_slots()
{
    for (std::size_t number = 0; number < m_parameters.size(); ++number) {
        for (const NamedObject& slot : members(m_graph, m_parameters[number].state)) {
            note_step(slot);
            if (is_tensor(m_graph, slot.object))
                add_slot(m_parameters[number], number, slot);
        }
    }
    for (const auto& [name, group] : m_slots) {
        if (group.row != NodeId::none)
            m_builder.model.set_detail(group.row, std::to_string(group.count) +
                                                      (group.count == 1 ? " slot" : " slots"));
    }
    if (m_unpaired != 0)
        report(rules::unpaired_slots, Severity::Warning, Category::Integrity,
               {{"count", std::to_string(m_unpaired)}, {"name", m_first_unpaired}});
}

void OptimizerReader::add_slot(const Parameter& parameter, std::size_t number,
                               const NamedObject& slot)
{
    const TensorTable::Entry& entry = m_tensors.of(slot.object);
    SlotGroup& group = m_slots[slot.name];
    if (group.count++ == 0 && m_state.node != NodeId::none)
        group.row =
            m_builder.model.add(m_state.node, {.kind = NodeKind::Group,
                                               .name = slot.name,
                                               .key = m_keys.take(m_state.node, slot.name)});
    if (entry.tensor == TensorId::none || group.row == NodeId::none)
        return;
    const std::string name =
        parameter.weight != nullptr ? parameter.weight->name : std::to_string(number);
    const std::string key = m_keys.take(group.row, name);
    const std::string detail = m_tensors.detail_words(entry);
    const NodeId row = m_builder.model.add(group.row, {.kind = NodeKind::Tensor,
                                                       .name = name,
                                                       .type = "slot",
                                                       .detail = detail,
                                                       .key = key,
                                                       .tensor = entry.tensor});
    Tensor& tensor = m_builder.document.tensors[index(entry.tensor)];
    if (tensor.model_node == NodeId::none)
        tensor.model_node = row;
    tensor.role = TensorRole::Optimizer;
    const auto count = tensor.count();
    m_values = m_values && count ? checked_add(*m_values, *count) : std::nullopt;
    const TensorId weight = parameter.weight != nullptr ? parameter.weight->tensor : TensorId::none;
    m_state.slots.push_back({slot.name, entry.tensor, weight});
    if (weight == TensorId::none && m_unpaired++ == 0)
        m_first_unpaired = slot.name + " of " + name;
}

/// The most steps that any parameter made.
void OptimizerReader::note_step(const NamedObject& slot)
{
    if (slot.name != "step")
        return;
    std::optional<std::int64_t> steps = m_graph.integer(slot.object);
    if (is_tensor(m_graph, slot.object)) {
        const TensorTable::Entry& entry = m_tensors.of(slot.object);
        if (entry.tensor != TensorId::none)
            steps = scalar_count(m_builder.document.tensor(entry.tensor), m_sources);
    }
    if (steps && (!m_state.iterations || *m_state.iterations < *steps))
        m_state.iterations = steps;
}

void OptimizerReader::report(std::string_view rule, Severity severity, Category category,
                             std::vector<std::pair<std::string, std::string>> facts)
{
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.category = category;
    finding.model_node = m_state.node;
    finding.facts = std::move(facts);
    m_builder.add_finding(std::move(finding));
}

} // namespace strata::torch
