// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/save/verify_renamed.h"

#include "io/model/json_value.h"

#include <algorithm>
#include <functional>
#include <set>

namespace strata {

namespace {

tl::unexpected<Error> reads_otherwise(std::string what, std::string where)
{
    return fail(ErrorCode::ReadFailed, "what was written reads back otherwise: " + what, {},
                std::move(where));
}

NodeId model_of(const Document& document, const Layer& layer)
{
    return document.model.node(layer.node).parent;
}

/// The layer that is the model around a row; none for the whole model.
LayerId around(const Document& document, const Layer& layer)
{
    return document.model.node(model_of(document, layer)).layer;
}

using NewName = std::function<std::string(const std::string& name)>;

/// A Value with every ["name", call, output] under its new name, wherever it stands.
Value with_references(const Value& value, const NewName& new_name)
{
    if (value.kind() == Value::Kind::Dict) {
        std::vector<ValueEntry> entries = value.entries();
        for (ValueEntry& entry : entries)
            entry.value = with_references(entry.value, new_name);
        return Value::dict(std::move(entries));
    }
    if (value.kind() != Value::Kind::List)
        return value;
    std::vector<Value> items = value.items();
    for (Value& item : items)
        item = with_references(item, new_name);
    const bool reference = items.size() >= 3 && items[0].kind() == Value::Kind::Text &&
                           items[1].kind() == Value::Kind::Int &&
                           items[2].kind() == Value::Kind::Int;
    if (reference)
        items[0] = Value::text(new_name(items[0].as_text()));
    return Value::sequence(Value::Kind::List, std::move(items));
}

/// What stands by output in the configuration of a training.
bool by_output(std::string_view setting)
{
    return setting == "loss" || setting == "metrics" || setting == "weighted_metrics" ||
           setting == "loss_weights" || setting == "sample_weight_mode";
}

} // namespace

Result<RenamedObjects> RenamedObjects::match(const Document& before, const Edits& edits,
                                             const Document& after)
{
    RenamedObjects objects(before, edits, after);
    if (objects.any()) {
        STRATA_TRY(objects.match_layers());
        STRATA_TRY(objects.match_optimizer());
    }
    STRATA_TRY(objects.match_tensors());
    return objects;
}

/// The name that a layer of a model, which its row stands for, has after the edits.
std::string RenamedObjects::name_in(NodeId model, const std::string& name) const
{
    for (const keras::RenamedLayer& each : m_renamed) {
        const Layer& layer = m_before->layers[index(each.layer)];
        if (layer.name == name && model_of(*m_before, layer) == model)
            return each.to;
    }
    return name;
}

Result<void> RenamedObjects::match_layers()
{
    const Document& after = *m_after;
    if (m_before->layers.size() != after.layers.size())
        return reads_otherwise(std::to_string(after.layers.size()) + " layers", {});
    for (std::size_t i = 0; i < after.layers.size(); ++i) {
        const Layer& old = m_before->layers[i];
        const Layer& now = after.layers[i];
        const std::string path = m_before->model.path(old.node);
        const NodeId model = model_of(*m_before, old);
        if (now.name != name_in(model, old.name) || now.class_name != old.class_name ||
            around(after, now) != around(*m_before, old))
            return reads_otherwise(now.name, path);
        std::vector<std::string> connected;
        for (const std::string& source : old.connected_to) {
            // "dense[0][0]": a name may hold a '[' itself.
            const std::size_t place = source.rfind('[', source.rfind('[') - 1);
            connected.push_back(name_in(model, source.substr(0, place)) + source.substr(place));
        }
        if (now.connected_to != connected)
            return reads_otherwise("connected to other layers", path);
        if (now.weights.size() != old.weights.size())
            return reads_otherwise(std::to_string(now.weights.size()) + " weights", path);
        for (std::size_t k = 0; k < old.weights.size(); ++k) {
            if (m_tensors.emplace(old.weights[k], now.weights[k]).first->second != now.weights[k])
                return reads_otherwise("other weights", path);
        }
    }
    return match_ports();
}

Result<void> RenamedObjects::match_ports() const
{
    const NodeId model =
        m_before->layers.empty() ? Tree::root : model_of(*m_before, m_before->layers.front());
    const auto same = [&](const Port& old, const Port& now) {
        return now.shape == old.shape && now.dtype == old.dtype &&
               now.name == name_in(model, old.name);
    };
    const ModelIdentity& old = m_before->identity;
    const ModelIdentity& now = m_after->identity;
    if (!std::equal(old.inputs.begin(), old.inputs.end(), now.inputs.begin(), now.inputs.end(),
                    same) ||
        !std::equal(old.outputs.begin(), old.outputs.end(), now.outputs.begin(), now.outputs.end(),
                    same))
        return reads_otherwise("other inputs or outputs", {});
    return {};
}

Result<void> RenamedObjects::match_optimizer()
{
    const Document& after = *m_after;
    if (!m_before->optimizer || !after.optimizer)
        return {};
    const auto& old = m_before->optimizer->slots;
    const auto& now = after.optimizer->slots;
    if (old.size() != now.size())
        return reads_otherwise(std::to_string(now.size()) + " slots", "optimizer");
    for (std::size_t i = 0; i < old.size(); ++i) {
        const bool paired = old[i].weight == TensorId::none
                                ? now[i].weight == TensorId::none
                                : tensor(old[i].weight) == now[i].weight;
        if (old[i].name != now[i].name || !paired)
            return reads_otherwise("slot of another weight", m_before->tensor_path(old[i].tensor));
        m_tensors.emplace(old[i].tensor, now[i].tensor);
    }
    return {};
}

/// All other tensors are where they were.
Result<void> RenamedObjects::match_tensors()
{
    const Document& after = *m_after;
    if (m_before->tensors.size() != after.tensors.size())
        return reads_otherwise(std::to_string(after.tensors.size()) + " arrays", {});
    for (const auto& [old, now] : m_tensors) {
        const std::string path = m_before->tensor_file_path(old);
        std::string other = after.tensor_file_path(now);
        if (path != other)
            m_paths.emplace(path, std::move(other));
    }
    std::map<std::string, TensorId> by_path;
    for (std::size_t i = 0; any() && i < after.tensors.size(); ++i) {
        const TensorId id{static_cast<std::uint32_t>(i)};
        by_path.emplace(after.tensor_file_path(id), id);
    }
    std::set<TensorId> met;
    for (std::size_t i = 0; i < m_before->tensors.size(); ++i) {
        const TensorId id{static_cast<std::uint32_t>(i)};
        const std::string path = m_before->tensor_file_path(id);
        if (!any()) {
            if (after.tensor_file_path(id) != path)
                return reads_otherwise(after.tensor_file_path(id), path);
            m_tensors.emplace(id, id);
        } else if (!m_tensors.contains(id)) {
            const auto found = by_path.find(moved(path));
            if (found == by_path.end())
                return reads_otherwise("the array is missing", path);
            m_tensors.emplace(id, found->second);
        }
        if (!met.insert(m_tensors.at(id)).second)
            return reads_otherwise("another array", path);
    }
    return {};
}

TensorId RenamedObjects::tensor(TensorId before) const
{
    const auto found = m_tensors.find(before);
    return found == m_tensors.end() ? TensorId::none : found->second;
}

/// A path in the group of a renamed layer is in the group of the new name.
std::string RenamedObjects::moved(const std::string& path) const
{
    if (const auto found = m_paths.find(path); found != m_paths.end())
        return found->second;
    for (const keras::RenamedLayer& each : m_renamed) {
        if (each.names.size() != 1)
            continue;
        for (const char* const parent : {"/model_weights/", "/"}) {
            std::string group = parent;
            for (const char byte : each.names.front())
                group += byte == '~' ? std::string("~0") : std::string(1, byte);
            if (path == group || path.starts_with(group + "/"))
                return parent + each.to + path.substr(group.size());
        }
    }
    return path;
}

std::string RenamedObjects::key(const std::string& before) const
{
    if (!any())
        return before;
    if (const std::size_t at = before.rfind('@'); !before.starts_with('/') && at != before.npos) {
        const auto node = m_before->model.find(before.substr(0, at));
        const LayerId layer = node ? m_before->model.node(*node).layer : LayerId::none;
        return layer == LayerId::none
                   ? before
                   : m_after->model.path(m_after->layers[index(layer)].node) + before.substr(at);
    }
    // Either part of a key may hold an '@': the longest path that is an object is the one.
    std::size_t at = before.rfind('@');
    while (at != before.npos && at != 0 && !m_before->file.find(before.substr(0, at)))
        at = before.rfind('@', at - 1);
    return at == before.npos ? before : moved(before.substr(0, at)) + before.substr(at);
}

/// A Dict by output under the keys that `after` has, where a renamed layer explains them: Keras
/// counts a layer that gives several ("dense", "dense_1").
Value RenamedObjects::with_outputs(const Value& before, const Value& after) const
{
    std::vector<ValueEntry> entries = before.entries();
    if (after.kind() != Value::Kind::Dict || after.entries().size() != entries.size())
        return before;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Value& now = after.entries()[i].key;
        if (entries[i].key.kind() != Value::Kind::Text || now.kind() != Value::Kind::Text)
            continue;
        const std::string& old = entries[i].key.as_text();
        const bool explained =
            std::any_of(m_renamed.begin(), m_renamed.end(), [&](const keras::RenamedLayer& each) {
                return each.names.size() == 1 && now.as_text().starts_with(each.to) &&
                       (old == each.names.front() || old.starts_with(each.names.front() + "_"));
            });
        if (explained)
            entries[i].key = now;
    }
    return Value::dict(std::move(entries));
}

Value RenamedObjects::settings(std::string_view object, const Value& before,
                               const Value& after) const
{
    if (!any() || before.kind() != Value::Kind::Dict)
        return before;
    std::vector<ValueEntry> entries = before.entries();
    for (ValueEntry& entry : entries) {
        const std::string name =
            entry.key.kind() == Value::Kind::Text ? entry.key.as_text() : std::string();
        const Value* const now = member(after, name);
        if (object == "training" && by_output(name) && now != nullptr &&
            entry.value.kind() == Value::Kind::Dict)
            entry.value = with_outputs(entry.value, *now);
        if (name != "input_layers" && name != "output_layers")
            continue;
        if (const auto model = m_before->model.find(object))
            entry.value = with_references(
                entry.value, [&](const std::string& layer) { return name_in(*model, layer); });
    }
    return Value::dict(std::move(entries));
}

} // namespace strata
