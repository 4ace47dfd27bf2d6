// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/edits.h"

#include "io/model/json_value.h"
#include "io/model/value_text.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace strata {

namespace {

tl::unexpected<Error> no_such(const std::string& key)
{
    return fail(ErrorCode::NoSuchItem, {}, {}, key);
}

tl::unexpected<Error> taken(const std::string& key)
{
    return fail(ErrorCode::BadArgument, "there is an entry of this name already", {}, key);
}

std::optional<Value> copy_of(const Value* value)
{
    return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<Value> setting(const Document& document, std::string_view object,
                             const std::string& name)
{
    if (object == "optimizer" && document.optimizer) {
        const auto& all = document.optimizer->hyperparameters;
        const auto place = std::find_if(all.begin(), all.end(),
                                        [&](const auto& each) { return each.first == name; });
        return place == all.end() ? std::nullopt : std::optional(place->second);
    }
    if (object == "training" && document.training)
        return copy_of(member(*document.training, name));
    const auto node = document.model.find(object);
    if (!node || document.model.node(*node).layer == LayerId::none)
        return std::nullopt;
    const Layer& layer = document.layers[index(document.model.node(*node).layer)];
    // A file of weights alone has no configuration, and layers with names all the same.
    if (name == "name" && layer.config.is_none() && !layer.name.empty())
        return Value::text(layer.name);
    return copy_of(member(layer.config, name));
}

MetadataEntry setting_entry(std::string object, std::string key, const Value& value)
{
    MetadataEntry entry;
    entry.key = std::move(key);
    entry.value = value;
    entry.type = value.type_name();
    entry.where = std::move(object);
    return entry;
}

/// The members of a dict of settings.
void add_settings(const std::string& object, const Value& settings, std::vector<MetadataEntry>& out)
{
    if (settings.kind() != Value::Kind::Dict)
        return;
    for (const ValueEntry& entry : settings.entries()) {
        if (entry.key.kind() == Value::Kind::Text)
            out.push_back(setting_entry(
                object, object + '@' + escape_path_part(entry.key.as_text()), entry.value));
    }
}

} // namespace

std::vector<MetadataEntry> setting_entries(const Document& document)
{
    std::vector<MetadataEntry> entries;
    for (const Layer& layer : document.layers) {
        if (layer.node == NodeId::none)
            continue;
        const std::string object = document.model.path(layer.node);
        add_settings(object, layer.config, entries);
        if (layer.config.is_none() && !layer.name.empty())
            entries.push_back(setting_entry(object, object + "@name", Value::text(layer.name)));
    }
    if (document.optimizer) {
        for (const auto& [name, value] : document.optimizer->hyperparameters)
            entries.push_back(
                setting_entry("optimizer", "optimizer@" + escape_path_part(name), value));
    }
    if (document.training)
        add_settings("training", *document.training, entries);
    // A key that stands for an entry of the metadata is that.
    std::unordered_set<std::string_view> taken;
    for (const MetadataEntry& entry : document.metadata)
        taken.insert(entry.key);
    std::erase_if(entries, [&](const MetadataEntry& each) { return taken.contains(each.key); });
    return entries;
}

std::optional<MetadataEntry> find_entry(const Document& document, std::string_view key)
{
    const auto found = std::find_if(document.metadata.begin(), document.metadata.end(),
                                    [&](const MetadataEntry& entry) { return entry.key == key; });
    if (found != document.metadata.end())
        return *found;
    const std::size_t at = key.rfind('@'); // a layer's name may hold one, a setting's does not
    if (at == key.npos)
        return std::nullopt;
    const std::string_view object = key.substr(0, at);
    const std::string name = unescape_path_part(key.substr(at + 1));
    const std::optional<Value> value = setting(document, object, name);
    if (!value)
        return std::nullopt;
    return setting_entry(std::string(object), std::string(key), *value);
}

const Edit* Edits::find(std::string_view key) const
{
    const auto found = std::find_if(m_edits.begin(), m_edits.end(),
                                    [&](const Edit& edit) { return edit.key == key; });
    return found == m_edits.end() ? nullptr : &*found;
}

void Edits::put(Edit edit)
{
    const auto found = std::find_if(m_edits.begin(), m_edits.end(),
                                    [&](const Edit& each) { return each.key == edit.key; });
    if (found == m_edits.end())
        m_edits.push_back(std::move(edit));
    else
        *found = std::move(edit);
}

void Edits::drop(std::string_view key)
{
    std::erase_if(m_edits, [&](const Edit& edit) { return edit.key == key; });
}

Result<void> Edits::set(const Document& document, const std::string& key, Value value)
{
    const Edit* const before = find(key);
    const auto entry = find_entry(document, key);
    if (before != nullptr && before->kind == Edit::Kind::Add) {
        Edit edit = *before;
        edit.value = std::move(value);
        put(std::move(edit));
        return {};
    }
    if (!entry || (before != nullptr && before->kind == Edit::Kind::Remove))
        return no_such(key);
    if (entry->value == value)
        drop(key);
    else
        put({Edit::Kind::Set, key, std::move(value), {}});
    return {};
}

Result<void> Edits::add(const Document& document, const std::string& key, Value value)
{
    const Edit* const before = find(key);
    const auto entry = find_entry(document, key);
    const bool gone = before != nullptr && before->kind == Edit::Kind::Remove;
    if (gone && entry) {
        // What it was renamed to stands for itself from now on.
        for (Edit& edit : m_edits) {
            if (edit.from == key)
                edit.from.clear();
        }
        drop(key);
        return set(document, key, std::move(value));
    }
    if (entry || before != nullptr)
        return taken(key);
    put({Edit::Kind::Add, key, std::move(value), {}});
    return {};
}

Result<void> Edits::remove(const Document& document, const std::string& key)
{
    const Edit* const before = find(key);
    const bool added = before != nullptr && before->kind == Edit::Kind::Add;
    const bool there = find_entry(document, key).has_value();
    if ((!there && !added) || (before != nullptr && before->kind == Edit::Kind::Remove))
        return no_such(key);
    if (added)
        drop(key);
    if (there)
        put({Edit::Kind::Remove, key, {}, {}});
    return {};
}

Result<void> Edits::rename(const Document& document, const std::string& key, const std::string& to)
{
    if (key == to)
        return {};
    const Edit* const before = find(key);
    const auto entry = find_entry(document, key);
    const bool removed = before != nullptr && before->kind == Edit::Kind::Remove;
    if (removed || (!entry && before == nullptr))
        return no_such(key);
    Value value = before != nullptr ? before->value : entry->value;
    const std::string from =
        before != nullptr && before->kind == Edit::Kind::Add ? before->from : key;
    STRATA_TRY(add(document, to, std::move(value)));
    STRATA_TRY(remove(document, key));
    for (Edit& edit : m_edits) {
        if (edit.key == to && edit.kind == Edit::Kind::Add)
            edit.from = from;
    }
    return {};
}

void Edits::set_scalar(const std::string& file_path, Value value)
{
    put({Edit::Kind::SetScalar, file_path, std::move(value), {}});
}

void Edits::revert(const std::string& key)
{
    const Edit* const edit = find(key);
    if (edit == nullptr)
        return;
    std::string other = edit->from;
    for (const Edit& each : m_edits) {
        if (each.from == key && edit->kind == Edit::Kind::Remove)
            other = each.key;
    }
    drop(key);
    if (!other.empty())
        drop(other);
}

std::vector<MetadataEntry> edited_metadata(const Document& document, const Edits& edits)
{
    std::unordered_map<std::string_view, const Edit*> by_key;
    for (const Edit& edit : edits.list())
        by_key.emplace(edit.key, &edit);
    std::vector<MetadataEntry> out;
    for (const MetadataEntry& entry : document.metadata) {
        const auto found = by_key.find(entry.key);
        if (found == by_key.end()) {
            out.push_back(entry);
            continue;
        }
        if (found->second->kind == Edit::Kind::Remove)
            continue;
        out.push_back(entry);
        out.back().value = found->second->value;
        out.back().type = found->second->value.type_name();
    }
    for (const Edit& edit : edits.list()) {
        if (edit.kind != Edit::Kind::Add)
            continue;
        MetadataEntry entry;
        if (const auto from = find_entry(document, edit.from))
            entry = *from;
        entry.key = edit.key;
        entry.value = edit.value;
        entry.type = edit.value.type_name();
        entry.editable = true;
        entry.model_node = NodeId::none;
        out.push_back(std::move(entry));
    }
    return out;
}

bool same_value(const Value& left, const Value& right)
{
    if (left.kind() != right.kind())
        return false;
    const bool cut = left.omitted() != 0 || right.omitted() != 0;
    if (left.kind() == Value::Kind::Text && cut)
        return short_text(left.as_text()).as_text() == short_text(right.as_text()).as_text();
    return left == right || editable_text(left) == editable_text(right);
}

} // namespace strata
