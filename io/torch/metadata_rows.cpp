// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/torch/metadata_rows.h"

#include "io/pickle/value_of.h"

#include <algorithm>

namespace strata::torch {

using pickle::Kind;
using pickle::ObjectId;

namespace {

/// Containers inside containers, and objects in all of them, that are looked at.
constexpr int deepest = 16;
constexpr std::size_t most_plain_objects = 10'000;

/// None, a bool, a number, text or bytes, or a list, tuple or dict of them: what is written back as it
/// was read. `room` is how many objects may still be looked at.
bool is_plain_object(const pickle::Graph& graph, ObjectId object, int depth, std::size_t& room)
{
    if (depth > deepest || room == 0)
        return false;
    --room;
    switch (graph.kind(object)) {
    case Kind::None:
    case Kind::Bool:
    case Kind::Int:
    case Kind::BigInt:
    case Kind::Float:
    case Kind::Text:
    case Kind::NativeString:
    case Kind::Bytes:
        return true;
    case Kind::List:
    case Kind::Tuple: {
        const auto items = graph.items(object, most_plain_objects);
        return items.size() == graph.item_count(object) &&
               std::all_of(items.begin(), items.end(), [&](ObjectId item) {
                   return is_plain_object(graph, item, depth + 1, room);
               });
    }
    case Kind::Dict: {
        const auto entries = graph.entries(object, most_plain_objects);
        return entries.size() == graph.entry_count(object) &&
               std::all_of(entries.begin(), entries.end(), [&](const pickle::Entry& entry) {
                   return is_plain_object(graph, entry.key, depth + 1, room) &&
                          is_plain_object(graph, entry.value, depth + 1, room);
               });
    }
    default:
        return false;
    }
}

/// Whether a name leads to this object and to no other.
bool is_found(const pickle::Graph& graph, ObjectId holder, const NamedObject& named)
{
    const ObjectId entry = graph.entry(holder, named.name);
    const ObjectId attribute = graph.attribute(holder, named.name);
    return member(graph, holder, named.name) == named.object &&
           !(graph.contains(entry) && graph.contains(attribute) && entry != attribute);
}

} // namespace

void add_metadata_entry(const pickle::Graph& graph, DocumentBuilder& builder, ObjectId holder,
                        const NamedObject& named, const std::string& owner,
                        const std::string& stored_in)
{
    const std::string name = escape_path_part(named.name);
    MetadataEntry entry;
    entry.key = owner + "@" + name;
    entry.type = pickle::type_name(graph, named.object);
    entry.value = plain_value(graph, named.object);
    std::size_t room = most_plain_objects;
    entry.editable =
        is_found(graph, holder, named) && is_plain_object(graph, named.object, 0, room);
    entry.where = stored_in + "/" + name;
    builder.document.metadata.push_back(std::move(entry));
}

void add_metadata_rows(DocumentBuilder& builder, SiblingKeys& keys)
{
    auto& entries = builder.document.metadata;
    if (entries.empty())
        return;
    const std::string key = keys.take(Tree::root, "metadata");
    const std::string count =
        std::to_string(entries.size()) + (entries.size() == 1 ? " entry" : " entries");
    const NodeId group = builder.model.add(
        Tree::root, {.kind = NodeKind::Metadata, .name = "metadata", .detail = count, .key = key});
    if (group == NodeId::none)
        return;
    for (MetadataEntry& entry : entries) {
        const bool text = entry.value.kind() == Value::Kind::Text;
        const std::string detail = entry.value.repr(200);
        entry.model_node =
            builder.model.add(group, {.kind = text ? NodeKind::Text : NodeKind::Scalar,
                                      .name = entry.key,
                                      .type = entry.type,
                                      .detail = detail});
    }
}

} // namespace strata::torch
