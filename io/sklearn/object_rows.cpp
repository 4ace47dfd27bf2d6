// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sklearn/object_rows.h"

#include "io/base/limits.h"
#include "io/pickle/numpy.h"
#include "io/pickle/value_of.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <unordered_map>

namespace strata::sklearn {

using pickle::Graph;
using pickle::Kind;
using pickle::ObjectId;
using namespace std::string_view_literals;

namespace {

/// Bytes of a dictionary's key that its row's name keeps.
constexpr std::size_t key_bytes = 1024;

constexpr auto tree_class = "sklearn.tree._tree.Tree"sv;

/// A dictionary's key as a part of a path: a text as it is, everything else as Python writes it.
std::string key_text(const Graph& graph, ObjectId key)
{
    if (const auto text = graph.text(key))
        return std::string(*text);
    if (graph.is(key, Kind::Text) || graph.is(key, Kind::NativeString))
        return graph.read_text(key, key_bytes).value_or("?");
    return pickle::value_of(graph, key, {.tensor_of = {}, .depth = 4, .items = 64}).repr(key_bytes);
}

/// Makes the keys of siblings unlike, so that every row has a path of its own.
class UniqueKeys {
public:
    std::string take(std::string key)
    {
        const auto [known, is_new] = m_next.emplace(key, 2);
        if (is_new)
            return key;
        // The numbers go on where they were, so that many equal keys cost no search each.
        for (std::uint64_t number = known->second;; ++number) {
            std::string other = key + " (" + std::to_string(number) + ")";
            if (m_next.emplace(other, 2).second) {
                m_next[key] = number + 1;
                return other;
            }
        }
    }

private:
    /// Keys that were given out, each with the number that its next namesake tries first.
    std::unordered_map<std::string, std::uint64_t> m_next;
};

/// Gathers children up to the limit and counts the rest.
class Collector {
public:
    explicit Collector(ObjectRows::Contents& contents) : m_contents(contents) {}

    void add(std::string key, ObjectId object, bool described = false)
    {
        if (m_contents.children.size() >= limits::value_items) {
            ++m_contents.omitted;
            return;
        }
        m_contents.children.push_back({m_keys.take(std::move(key)), object, described});
    }
    void add_items(const Graph& graph, ObjectId sequence)
    {
        // Numbers cannot repeat, so they need no look-up.
        if (m_contents.children.empty()) {
            add_plain_items(graph.items(sequence, limits::value_items));
            m_contents.omitted += graph.item_count(sequence) - m_contents.children.size();
            return;
        }
        std::size_t position = 0;
        for (const ObjectId item : graph.items(sequence, limits::value_items))
            add(std::to_string(position++), item);
        m_contents.omitted += graph.item_count(sequence) - position;
    }
    void add_plain_items(const std::vector<ObjectId>& items)
    {
        m_contents.children.reserve(items.size());
        for (const ObjectId item : items)
            m_contents.children.push_back(
                {std::to_string(m_contents.children.size()), item, false});
    }
    void add_entries(const Graph& graph, ObjectId dict)
    {
        const auto entries = graph.entries(dict, limits::value_items);
        for (const pickle::Entry& entry : entries)
            add(key_text(graph, entry.key), entry.value);
        m_contents.omitted += graph.entry_count(dict) - entries.size();
    }

private:
    ObjectRows::Contents& m_contents;
    UniqueKeys m_keys;
};

bool is_set_call(const Graph& graph, ObjectId object)
{
    return graph.is_call(object, "builtins.set") || graph.is_call(object, "builtins.frozenset");
}

/// Whether a state is the pair (dict or None, dict of slots).
bool is_slot_state(const Graph& graph, ObjectId state)
{
    const auto fits = [&](ObjectId part) {
        return graph.is(part, Kind::None) || graph.is(part, Kind::Dict);
    };
    return graph.is(state, Kind::Tuple) && graph.item_count(state) == 2 &&
           fits(graph.item(state, 0)) && fits(graph.item(state, 1)) &&
           graph.is(graph.item(state, 1), Kind::Dict);
}

void collect_state(const Graph& graph, ObjectId object, Collector& out)
{
    const ObjectId state = graph.state(object);
    if (state == ObjectId::none || graph.is(state, Kind::None))
        return;
    if (graph.is(state, Kind::Dict)) {
        for (const pickle::Entry& entry : graph.attributes(object))
            out.add(key_text(graph, entry.key), entry.value);
        return;
    }
    if (!is_slot_state(graph, state)) {
        out.add("state", state);
        return;
    }
    for (const std::size_t part : {0U, 1U}) {
        if (graph.is(graph.item(state, part), Kind::Dict))
            out.add_entries(graph, graph.item(state, part));
    }
}

/// What an object was called with, where that says more than its class.
void collect_arguments(const Graph& graph, ObjectId object, Collector& out)
{
    if (graph.is_call(object, "copyreg._reconstructor")) {
        // (class, base, what the base is made from): a subclass of a builtin at protocol 0 and 1.
        if (!graph.is(graph.argument(object, 2), Kind::None))
            out.add("base", graph.argument(object, 2));
        return;
    }
    if (graph.class_name(object) == tree_class) {
        // Its constructor's, which need no rows of their own: see Tree.__reduce__ of scikit-learn.
        constexpr std::array names = {"n_features", "n_classes", "n_outputs"};
        for (std::size_t i = 0; i < names.size(); ++i)
            out.add(names[i], graph.argument(object, i), true);
        return;
    }
    const ObjectId arguments = graph.arguments(object);
    const bool none = graph.is(arguments, Kind::Tuple) && graph.item_count(arguments) == 0;
    if (graph.contains(arguments) && !none)
        out.add("arguments", arguments);
    if (graph.contains(graph.keywords(object)))
        out.add("keywords", graph.keywords(object));
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

NodeKind container_kind(const Graph& graph, ObjectId object)
{
    switch (graph.kind(object)) {
    case Kind::Dict:
        return NodeKind::Group;
    case Kind::List:
    case Kind::Tuple:
    case Kind::Set:
    case Kind::FrozenSet:
        return NodeKind::List;
    default:
        break;
    }
    // Containers that early protocols, or all of them, write as calls.
    const std::string& name = graph.class_name(object);
    if (is_one_of(name, {"builtins.set", "builtins.frozenset", "collections.deque"}))
        return NodeKind::List;
    const bool dict = is_one_of(
        name, {"collections.OrderedDict", "collections.defaultdict", "collections.Counter"});
    return dict ? NodeKind::Group : NodeKind::Object;
}

bool is_empty_container(const Graph& graph, ObjectId object)
{
    switch (graph.kind(object)) {
    case Kind::List:
    case Kind::Tuple:
    case Kind::Set:
    case Kind::FrozenSet:
        return graph.item_count(object) == 0;
    case Kind::Dict:
        return graph.entry_count(object) == 0;
    default:
        return false;
    }
}

} // namespace

/// The items of an array of objects: the list in numpy's state, or in joblib's nested pickle.
std::vector<ObjectId> array_items(const Graph& graph, ObjectId array)
{
    if (const auto* const record = graph.inline_array(array))
        array = record->nested;
    const ObjectId state = graph.state(array);
    const std::uint64_t parts = graph.item_count(state);
    const ObjectId list =
        parts == 0 ? ObjectId::none : graph.item(state, static_cast<std::size_t>(parts - 1));
    return graph.is(list, Kind::List) ? graph.items(list, limits::value_items)
                                      : std::vector<ObjectId>{};
}

bool is_known_package(std::string_view module)
{
    static constexpr std::array known = {
        "sklearn"sv,   "numpy"sv,      "scipy"sv,       "pandas"sv,   "joblib"sv,
        "builtins"sv,  "copyreg"sv,    "collections"sv, "datetime"sv, "decimal"sv,
        "fractions"sv, "array"sv,      "functools"sv,   "operator"sv, "pathlib"sv,
        "types"sv,     "_codecs"sv,    "uuid"sv,        "re"sv,       "enum"sv,
        "random"sv,    "xgboost"sv,    "lightgbm"sv,    "catboost"sv, "torch"sv,
        "keras"sv,     "tensorflow"sv, "statsmodels"sv, "zoneinfo"sv, "itertools"sv};
    const std::string_view package = module.substr(0, module.find('.'));
    return std::find(known.begin(), known.end(), package) != known.end();
}

ObjectRows::ObjectRows(const Graph& graph, DocumentBuilder& builder, ArrayTensors& arrays,
                       Reading reading)
    : m_graph(graph),
      m_builder(builder),
      m_arrays(arrays),
      m_reading(reading),
      m_shown(graph.size(), NodeId::none)
{
}

void ObjectRows::set_claim(std::function<bool(NodeId, ObjectId)> claim)
{
    m_claim = std::move(claim);
}

TreeBuilder& ObjectRows::tree() const
{
    return m_reading == Reading::Model ? m_builder.model : m_builder.file;
}

NodeId ObjectRows::row_of(ObjectId object) const
{
    return m_graph.contains(object) ? m_shown[static_cast<std::size_t>(object)] : NodeId::none;
}

NodeId ObjectRows::child_of(NodeId row, std::size_t position) const
{
    if (row == NodeId::none || index(row) >= m_first_child.size() ||
        m_first_child[index(row)] == NodeId::none || position >= tree().at(row).child_count)
        return NodeId::none;
    return NodeId{static_cast<std::uint32_t>(index(m_first_child[index(row)]) + position)};
}

NodeId ObjectRows::add(NodeId parent, std::string_view key, ObjectId object, std::string_view name)
{
    return add_at(parent, key, object, 1, name);
}

void ObjectRows::expand()
{
    while (!m_pending.empty()) {
        const Pending pending = m_pending.front();
        m_pending.pop_front();
        expand_one(pending);
    }
}

void ObjectRows::expand_one(const Pending& pending)
{
    const Contents below = contents(pending.object);
    NodeId first = NodeId::none;
    for (const Child& child : below.children) {
        const NodeId added = add_child(pending.row, child, pending.depth + 1);
        if (first == NodeId::none)
            first = added;
    }
    if (first != NodeId::none) {
        m_first_child.resize(std::max(m_first_child.size(), index(pending.row) + 1), NodeId::none);
        m_first_child[index(pending.row)] = first;
    }
    if (below.omitted != 0)
        tree().add(pending.row, {.kind = NodeKind::Scalar,
                                 .name = "…",
                                 .detail = std::to_string(below.omitted) + " more"});
}

NodeId ObjectRows::add_child(NodeId parent, const Child& child, int depth)
{
    return child.described ? add_leaf(parent, child.key, child.object, {})
                           : add_at(parent, child.key, child.object, depth, {});
}

NodeId ObjectRows::add_at(NodeId parent, std::string_view key, ObjectId object, int depth,
                          std::string_view name)
{
    if (m_arrays.is_array(object))
        return add_array(parent, key, object, depth, name);
    if (is_leaf(object))
        return add_leaf(parent, key, object, name);
    if (row_of(object) != NodeId::none)
        return add_reference(parent, key, object, name);
    const std::string type = pickle::type_name(m_graph, object);
    const std::string detail = pickle::describe(m_graph, object);
    const NodeId row = tree().add(parent, {.kind = container_kind(m_graph, object),
                                           .name = name.empty() ? key : name,
                                           .type = type,
                                           .detail = detail,
                                           .key = key,
                                           .offset = m_graph.offset(object)});
    if (row == NodeId::none)
        return row;
    m_shown[static_cast<std::size_t>(object)] = row;
    tree().at(row).custom = is_custom(object);
    watch(object, row);
    const bool claimed = m_claim && m_claim(row, object);
    if (!claimed && depth < limits::value_depth)
        m_pending.push_back({object, row, depth});
    return row;
}

NodeId ObjectRows::add_leaf(NodeId parent, std::string_view key, ObjectId object,
                            std::string_view name)
{
    const bool exists = m_graph.contains(object);
    const std::string type = pickle::type_name(m_graph, object);
    const NodeKind kind = is_one_of(type, {"str", "bytes", "bytearray"}) ? NodeKind::Text
                          : is_empty_container(m_graph, object) ? container_kind(m_graph, object)
                                                                : NodeKind::Scalar;
    const std::string detail = pickle::describe(m_graph, object);
    const NodeId row =
        tree().add(parent, {.kind = kind,
                            .name = name.empty() ? key : name,
                            .type = type,
                            .detail = detail,
                            .key = key,
                            .offset = exists ? m_graph.offset(object) : Node::no_offset});
    if (exists && row != NodeId::none)
        watch(object, row);
    return row;
}

NodeId ObjectRows::add_array(NodeId parent, std::string_view key, ObjectId object, int depth,
                             std::string_view name)
{
    if (row_of(object) != NodeId::none)
        return add_reference(parent, key, object, name);
    const ArrayTensors::Entry& entry = m_arrays.of(object);
    const bool broken = entry.data == TensorId::none;
    const std::string type = m_arrays.type_of(object);
    const std::string detail =
        broken ? "broken array: " + entry.failure : m_arrays.detail_of(object);
    const NodeId row = tree().add(parent, {.kind = broken ? NodeKind::Object : NodeKind::Tensor,
                                           .name = name.empty() ? key : name,
                                           .type = type,
                                           .detail = detail,
                                           .key = key,
                                           .tensor = entry.data,
                                           .offset = m_graph.offset(object)});
    if (row == NodeId::none)
        return row;
    m_shown[static_cast<std::size_t>(object)] = row;
    watch(object, row);
    if (broken)
        return row;
    tie(entry.data, row);
    if (entry.mask != TensorId::none)
        add_mask(row, entry.mask);
    const Tensor& tensor = m_builder.document.tensors[index(entry.data)];
    if (tensor.dtype.type == ScalarType::Object && depth < limits::value_depth)
        m_pending.push_back({object, row, depth});
    return row;
}

void ObjectRows::add_mask(NodeId row, TensorId mask)
{
    const NodeId added =
        tree().add(row, {.kind = NodeKind::Tensor, .name = "mask", .type = "mask", .tensor = mask});
    if (added != NodeId::none)
        tie(mask, added);
}

NodeId ObjectRows::add_reference(NodeId parent, std::string_view key, ObjectId object,
                                 std::string_view name)
{
    const NodeId shown = row_of(object);
    const Node target = tree().at(shown);
    const std::string type(tree().text(target.type));
    const std::string detail = "see " + tree().path(shown);
    return tree().add(parent, {.kind = target.kind,
                               .name = name.empty() ? key : name,
                               .type = type,
                               .detail = detail,
                               .key = key,
                               .tensor = target.tensor,
                               .offset = target.offset});
}

void ObjectRows::watch(ObjectId object, NodeId row)
{
    if (m_offsets == nullptr || m_offsets->empty())
        return;
    const auto note = [&](std::uint64_t offset) {
        const auto wanted = m_offsets->find(offset);
        if (wanted != m_offsets->end() && wanted->second == NodeId::none)
            wanted->second = row;
    };
    note(m_graph.offset(object));
    if (!m_graph.is(object, Kind::Constructed))
        return;
    for (const ObjectId part : {m_graph.callable(object), m_graph.class_global(object)}) {
        if (m_graph.contains(part))
            note(m_graph.offset(part));
    }
    for (const pickle::Operation& operation : m_graph.operations(object))
        note(operation.offset);
}

void ObjectRows::tie(TensorId id, NodeId row)
{
    Tensor& tensor = m_builder.document.tensors[index(id)];
    NodeId& place = m_reading == Reading::Model ? tensor.model_node : tensor.file_node;
    if (place == NodeId::none)
        place = row;
}

bool ObjectRows::is_leaf(ObjectId object) const
{
    switch (m_graph.kind(object)) {
    case Kind::List:
    case Kind::Tuple:
    case Kind::Dict:
    case Kind::Set:
    case Kind::FrozenSet:
        return is_empty_container(m_graph, object);
    case Kind::PersistentId:
        return false;
    case Kind::Constructed:
        break;
    default:
        return true;
    }
    if (m_graph.class_name(object) == "numpy.dtype")
        return true;
    // Numbers, dates and the like have a short value and nothing below it that says more.
    const Value value =
        pickle::value_of(m_graph, object, {.tensor_of = {}, .depth = 1, .items = 4});
    switch (value.kind()) {
    case Value::Kind::List:
    case Value::Kind::Tuple:
    case Value::Kind::Set:
    case Value::Kind::FrozenSet:
    case Value::Kind::Dict:
    case Value::Kind::Opaque:
    case Value::Kind::TensorRef:
        return false;
    default:
        return true;
    }
}

bool ObjectRows::is_custom(ObjectId object) const
{
    const ObjectId name = m_graph.class_global(object);
    if (!m_graph.is(name, Kind::Global))
        return false;
    return !is_known_package(
        m_graph.globals()[static_cast<std::size_t>(m_graph.global_id(name))].module);
}

ObjectRows::Contents ObjectRows::contents(ObjectId object) const
{
    Contents found;
    Collector out(found);
    switch (m_graph.kind(object)) {
    case Kind::List:
    case Kind::Tuple:
    case Kind::Set:
    case Kind::FrozenSet:
        out.add_items(m_graph, object);
        return found;
    case Kind::Dict:
        out.add_entries(m_graph, object);
        return found;
    case Kind::PersistentId:
        out.add("id", m_graph.persistent_id(object));
        return found;
    default:
        break;
    }
    if (pickle::is_array(m_graph, object)) {
        const auto items = array_items(m_graph, object);
        if (!std::all_of(items.begin(), items.end(), [&](ObjectId item) { return is_leaf(item); }))
            out.add_plain_items(items);
        return found;
    }
    if (is_set_call(m_graph, object)) {
        out.add_items(m_graph, m_graph.argument(object, 0));
        return found;
    }
    collect_state(m_graph, object, out);
    collect_arguments(m_graph, object, out);
    out.add_items(m_graph, object);
    out.add_entries(m_graph, object);
    return found;
}

} // namespace strata::sklearn
