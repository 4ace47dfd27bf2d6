// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/torch/object_kinds.h"

#include "io/base/limits.h"
#include "io/pickle/value_of.h"
#include "io/torch/tensor_claim.h"

#include <algorithm>
#include <array>

namespace strata::torch {

using namespace std::string_view_literals;
using pickle::Graph;
using pickle::Kind;
using pickle::ObjectId;

namespace {

/// Bytes of a dictionary's key that its name in a path keeps.
constexpr std::size_t key_bytes = 1024;

/// Objects of a graph that are looked through for tensors; in a larger one each may hold some.
constexpr std::size_t most_objects = 30'000'000;

/// Settings of one module that are listed.
constexpr std::size_t most_module_settings = 1'000;

std::string key_text(const Graph& graph, ObjectId key)
{
    if (const auto text = graph.text(key))
        return std::string(*text);
    if (graph.is(key, Kind::Text) || graph.is(key, Kind::NativeString))
        return graph.read_text(key, key_bytes).value_or("?");
    return pickle::value_of(graph, key, {.tensor_of = {}, .depth = 4, .items = 64}).repr(key_bytes);
}

void append(const Graph& graph, const std::vector<pickle::Entry>& entries,
            std::vector<NamedObject>& out)
{
    for (const pickle::Entry& entry : entries) {
        if (out.size() < limits::value_items)
            out.push_back({key_text(graph, entry.key), entry.value});
    }
}

/// Which objects refer to each object: lists of ids one after the other.
struct Referrers {
    std::vector<std::uint32_t> start;
    std::vector<std::uint32_t> ids;
};

template <class Visit> void visit_edges(const Graph& graph, const Visit& visit)
{
    std::vector<ObjectId> children;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<std::uint32_t>(i);
        children.clear();
        graph.append_children(ObjectId{id}, children);
        for (const ObjectId child : children) {
            if (graph.contains(child))
                visit(id, static_cast<std::uint32_t>(child));
        }
    }
}

Referrers find_referrers(const Graph& graph)
{
    Referrers found;
    found.start.assign(graph.size() + 1, 0);
    visit_edges(graph, [&](std::uint32_t, std::uint32_t child) { ++found.start[child + 1]; });
    for (std::size_t i = 1; i < found.start.size(); ++i)
        found.start[i] += found.start[i - 1];
    found.ids.resize(found.start.back());
    std::vector<std::uint32_t> next(found.start.begin(), found.start.end() - 1);
    visit_edges(graph, [&](std::uint32_t parent, std::uint32_t child) {
        found.ids[next[child]++] = parent;
    });
    return found;
}

/// ("cuda", 0) as "cuda:0".
Value device_value(const Graph& graph, ObjectId call)
{
    std::string text(graph.text(graph.argument(call, 0)).value_or("?"));
    if (const auto number = graph.integer(graph.argument(call, 1)))
        text += ":" + std::to_string(*number);
    return Value::text(std::move(text));
}

} // namespace

bool is_dict(const Graph& graph, ObjectId object)
{
    static constexpr std::array calls = {"collections.OrderedDict"sv, "collections.defaultdict"sv,
                                         "collections.Counter"sv, "builtins.dict"sv};
    return graph.is(object, Kind::Dict) ||
           std::find(calls.begin(), calls.end(), graph.class_name(object)) != calls.end();
}

bool is_sequence(const Graph& graph, ObjectId object)
{
    const Kind kind = graph.kind(object);
    return kind == Kind::List || kind == Kind::Tuple;
}

bool is_module(const Graph& graph, ObjectId object)
{
    return graph.is(object, Kind::Constructed) &&
           is_dict(graph, graph.attribute(object, "_parameters")) &&
           is_dict(graph, graph.attribute(object, "_modules"));
}

bool is_optimizer(const Graph& graph, ObjectId object)
{
    return is_dict(graph, member(graph, object, "state")) &&
           is_sequence(graph, member(graph, object, "param_groups"));
}

bool is_sparse(const Graph& graph, ObjectId object)
{
    return graph.is_call(object, "torch._utils._rebuild_sparse_tensor") &&
           graph.is(graph.argument(object, 1), Kind::Tuple);
}

ObjectId member(const Graph& graph, ObjectId object, std::string_view name)
{
    if (!graph.is(object, Kind::Dict) && !graph.is(object, Kind::Constructed))
        return ObjectId::none;
    const ObjectId entry = graph.entry(object, name);
    return graph.contains(entry) ? entry : graph.attribute(object, name);
}

std::vector<NamedObject> members(const Graph& graph, ObjectId object)
{
    std::vector<NamedObject> out;
    if (is_dict(graph, object)) {
        append(graph, graph.entries(object, limits::value_items), out);
    } else if (is_sequence(graph, object)) {
        for (const ObjectId item : graph.items(object, limits::value_items))
            out.push_back({std::to_string(out.size()), item});
    } else if (graph.is(object, Kind::Constructed)) {
        append(graph, graph.attributes(object), out);
        append(graph, graph.entries(object, limits::value_items), out);
        const auto items = graph.items(object, limits::value_items);
        for (std::size_t i = 0; i < items.size(); ++i)
            out.push_back({std::to_string(i), items[i]});
        if (out.empty())
            out.push_back({"arguments", graph.arguments(object)});
    }
    return out;
}

SparseTensor read_sparse(const Graph& graph, ObjectId object)
{
    SparseTensor sparse;
    const ObjectId layout = graph.argument(object, 0);
    const std::string named = graph.is(layout, Kind::Global)
                                  ? graph.qualified_name(layout)
                                  : std::string(graph.text(graph.argument(layout, 0)).value_or(""));
    sparse.layout = last_name(named);
    const ObjectId parts = graph.argument(object, 1);
    const bool rows_first = sparse.layout == "sparse_csr" || sparse.layout == "sparse_bsr";
    const std::array<const char*, 3> names =
        sparse.layout == "sparse_coo" ? std::array<const char*, 3>{"indices", "values", ""}
        : rows_first ? std::array<const char*, 3>{"crow_indices", "col_indices", "values"}
                     : std::array<const char*, 3>{"ccol_indices", "row_indices", "values"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const ObjectId part = graph.item(parts, i);
        if (is_tensor(graph, part))
            sparse.parts.push_back({names[i], part});
        else if (const auto size = read_sizes(graph, part); size && sparse.size.empty())
            sparse.size = plain_value(graph, part).repr(256);
    }
    if (sparse.size.empty() && graph.item_count(parts) > 3)
        sparse.size = plain_value(graph, graph.item(parts, 3)).repr(256);
    return sparse;
}

std::string_view last_name(std::string_view qualified_name)
{
    const auto dot = qualified_name.rfind('.');
    return dot == std::string_view::npos ? qualified_name : qualified_name.substr(dot + 1);
}

Value plain_value(const Graph& graph, ObjectId object)
{
    if (graph.is_call(object, "torch.device"))
        return device_value(graph, object);
    if (graph.is_call(object, "torch.Size"))
        return pickle::value_of(graph, graph.argument(object, 0));
    const bool has_attributes = graph.is(object, Kind::Constructed) && !is_dict(graph, object) &&
                                !graph.attributes(object).empty();
    if (!has_attributes)
        return pickle::value_of(graph, object);
    std::vector<ValueEntry> entries;
    for (const pickle::Entry& attribute : graph.attributes(object)) {
        if (entries.size() < limits::value_items)
            entries.push_back({pickle::value_of(graph, attribute.key),
                               pickle::value_of(graph, attribute.value,
                                                {.tensor_of = {}, .depth = 8, .items = 1000})});
    }
    return Value::dict(std::move(entries));
}

bool is_state_dict(const Graph& graph, ObjectId object)
{
    if (!is_dict(graph, object))
        return false;
    const bool ordered = !graph.is(object, Kind::Dict);
    const auto entries = members(graph, object);
    return std::any_of(entries.begin(), entries.end(), [&](const NamedObject& entry) {
        const std::string_view last = last_name(entry.name);
        const bool named = last == "weight" || last == "bias" || last.size() != entry.name.size();
        return (ordered || named) &&
               (is_tensor(graph, entry.object) || is_sparse(graph, entry.object));
    });
}

Value module_settings(const Graph& graph, ObjectId module, const std::vector<bool>& holds)
{
    std::vector<ValueEntry> entries;
    for (const NamedObject& attribute : members(graph, module)) {
        const bool own = !attribute.name.starts_with('_') && attribute.name != "training";
        if (!own || !graph.contains(attribute.object) ||
            holds[static_cast<std::size_t>(attribute.object)] ||
            is_module(graph, attribute.object) || entries.size() >= most_module_settings)
            continue;
        entries.push_back({Value::text(attribute.name), plain_value(graph, attribute.object)});
    }
    return Value::dict(std::move(entries));
}

std::vector<bool> find_tensor_holders(const Graph& graph)
{
    if (graph.size() > most_objects)
        return std::vector<bool>(graph.size(), true);
    std::vector<bool> holds(graph.size());
    std::vector<std::uint32_t> waiting;
    for (std::size_t i = 0; i < graph.size(); ++i) {
        const auto id = static_cast<std::uint32_t>(i);
        if (is_tensor(graph, ObjectId{id})) {
            holds[i] = true;
            waiting.push_back(id);
        }
    }
    if (waiting.empty())
        return holds;
    const Referrers referrers = find_referrers(graph);
    while (!waiting.empty()) {
        const std::uint32_t id = waiting.back();
        waiting.pop_back();
        for (std::uint32_t at = referrers.start[id]; at < referrers.start[id + 1]; ++at) {
            const std::uint32_t parent = referrers.ids[at];
            if (holds[parent])
                continue;
            holds[parent] = true;
            waiting.push_back(parent);
        }
    }
    return holds;
}

} // namespace strata::torch
