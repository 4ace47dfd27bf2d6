// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/graph.h"

#include "io/pickle/joblib.h"

#include <algorithm>
#include <array>
#include <bit>

namespace strata::pickle {

namespace {

const std::string no_name;

bool is_add(OperationKind kind)
{
    return kind == OperationKind::Items || kind == OperationKind::Append ||
           kind == OperationKind::Appends || kind == OperationKind::AddItems;
}

bool is_set(OperationKind kind)
{
    return kind == OperationKind::SetItem || kind == OperationKind::SetItems;
}

/// Types that before protocol 4 are called with their items: set([…]).
bool takes_items(std::string_view name)
{
    static constexpr std::array<std::string_view, 5> names{"builtins.set", "builtins.frozenset",
                                                           "builtins.list", "builtins.tuple",
                                                           "collections.deque"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

std::optional<bool> Graph::boolean(ObjectId id) const
{
    if (kind(id) != Kind::Bool)
        return std::nullopt;
    return record(id).m_a != 0;
}

std::optional<std::int64_t> Graph::integer(ObjectId id) const
{
    if (kind(id) != Kind::Int && kind(id) != Kind::Bool)
        return std::nullopt;
    return static_cast<std::int64_t>(record(id).m_a);
}

std::optional<double> Graph::real(ObjectId id) const
{
    if (kind(id) == Kind::Float)
        return std::bit_cast<double>(record(id).m_a);
    if (kind(id) == Kind::Int)
        return static_cast<double>(static_cast<std::int64_t>(record(id).m_a));
    return std::nullopt;
}

Graph::RunChain Graph::runs(ObjectId id) const
{
    if (!contains(id))
        return {};
    const Record& object = record(id);
    if (has_chain(object.kind()))
        return {object.b_low(), object.b_high()};
    if (m_odd_runs.empty())
        return {};
    const auto found = m_odd_runs.find(static_cast<std::uint32_t>(id));
    return found == m_odd_runs.end() ? RunChain{} : found->second;
}

/// Calls visit(OperationKind, span of objects, run) for each run until it returns false.
template <class Visit> void Graph::visit_runs(ObjectId id, Visit&& visit) const
{
    std::uint32_t next = runs(id).first;
    while (next != no_run) {
        const Run& run = m_runs[next];
        const std::span<const ObjectId> objects(m_references.data() + run.m_first, run.m_count);
        if (!visit(static_cast<OperationKind>(run.m_head & 0xff), objects, run))
            return;
        next = run.m_next;
    }
}

std::vector<Operation> Graph::operations(ObjectId id) const
{
    std::vector<Operation> all;
    visit_runs(id, [&](OperationKind kind, std::span<const ObjectId> objects, const Run& run) {
        all.push_back({kind, (run.m_head & 0x100) != 0, run.m_head >> 16, objects});
        return true;
    });
    return all;
}

std::size_t Graph::operation_count(ObjectId id, std::size_t max) const
{
    std::size_t count = 0;
    visit_runs(id,
               [&](OperationKind, std::span<const ObjectId>, const Run&) { return ++count < max; });
    return count;
}

std::vector<ObjectId> Graph::items(ObjectId id, std::size_t max) const
{
    std::vector<ObjectId> all;
    const auto take = [&](std::span<const ObjectId> objects) {
        const auto count = std::min(objects.size(), max - all.size());
        all.insert(all.end(), objects.begin(),
                   objects.begin() + static_cast<std::ptrdiff_t>(count));
    };
    const Kind what = kind(id);
    if (what == Kind::Tuple || what == Kind::FrozenSet) {
        take({m_references.data() + record(id).a_low(), record(id).a_high()});
        return all;
    }
    if (what == Kind::Constructed && takes_items(qualified_name(callable(id)))) {
        const ObjectId given = argument(id, 0);
        if (is(given, Kind::List) || is(given, Kind::Tuple))
            all = items(given, max);
    }
    if (what != Kind::List && what != Kind::Set && what != Kind::Constructed)
        return all;
    visit_runs(id, [&](OperationKind kind, std::span<const ObjectId> objects, const Run&) {
        if (is_add(kind))
            take(objects);
        return all.size() < max;
    });
    return all;
}

std::uint64_t Graph::item_count(ObjectId id) const
{
    switch (kind(id)) {
    case Kind::Tuple:
    case Kind::FrozenSet:
        return record(id).a_high();
    case Kind::List:
    case Kind::Set:
        return record(id).m_a;
    case Kind::Constructed:
        break;
    default:
        return 0;
    }
    std::uint64_t count = 0;
    if (takes_items(qualified_name(callable(id)))) {
        const ObjectId given = argument(id, 0);
        if (is(given, Kind::List) || is(given, Kind::Tuple))
            count = item_count(given);
    }
    visit_runs(id, [&](OperationKind kind, std::span<const ObjectId> objects, const Run&) {
        if (is_add(kind))
            count += objects.size();
        return true;
    });
    return count;
}

ObjectId Graph::item(ObjectId id, std::size_t position) const
{
    const Kind what = kind(id);
    if (what == Kind::Tuple || what == Kind::FrozenSet) {
        const Record& object = record(id);
        return position < object.a_high() ? m_references[object.a_low() + position]
                                          : ObjectId::none;
    }
    if (what == Kind::Constructed) {
        const auto all = items(id, position == ~std::size_t{0} ? position : position + 1);
        return position < all.size() ? all[position] : ObjectId::none;
    }
    ObjectId found = ObjectId::none;
    if (what != Kind::List && what != Kind::Set)
        return found;
    visit_runs(id, [&](OperationKind kind, std::span<const ObjectId> objects, const Run&) {
        if (!is_add(kind))
            return true;
        if (position < objects.size()) {
            found = objects[position];
            return false;
        }
        position -= objects.size();
        return true;
    });
    return found;
}

std::vector<Entry> Graph::entries(ObjectId id, std::size_t max) const
{
    std::vector<Entry> all;
    const Kind what = kind(id);
    if (what != Kind::Dict && what != Kind::Constructed)
        return all;
    if (what == Kind::Constructed && is_global(callable(id), "collections.OrderedDict")) {
        // Python 2: OrderedDict([[key, value], …]).
        for (const ObjectId pair : items(argument(id, 0), max)) {
            if (item_count(pair) == 2)
                all.push_back({item(pair, 0), item(pair, 1)});
        }
    }
    visit_runs(id, [&](OperationKind kind, std::span<const ObjectId> objects, const Run&) {
        const bool sets = is_set(kind) || (kind == OperationKind::Items && what == Kind::Dict);
        for (std::size_t i = 0; sets && i + 1 < objects.size() && all.size() < max; i += 2)
            all.push_back({objects[i], objects[i + 1]});
        return all.size() < max;
    });
    return all;
}

std::uint64_t Graph::entry_count(ObjectId id) const
{
    if (kind(id) == Kind::Dict)
        return record(id).m_a;
    if (kind(id) != Kind::Constructed)
        return 0;
    std::uint64_t count = 0;
    if (is_global(callable(id), "collections.OrderedDict"))
        count = item_count(argument(id, 0));
    visit_runs(id, [&](OperationKind kind, std::span<const ObjectId> objects, const Run&) {
        count += is_set(kind) ? objects.size() / 2 : 0;
        return true;
    });
    return count;
}

ObjectId Graph::entry(ObjectId id, std::string_view key) const
{
    ObjectId found = ObjectId::none;
    const Kind what = kind(id);
    if (what == Kind::Constructed) {
        for (const Entry& candidate : entries(id)) {
            if (text(candidate.key) == key)
                found = candidate.value;
        }
        return found;
    }
    if (what != Kind::Dict)
        return found;
    visit_runs(id, [&](OperationKind kind, std::span<const ObjectId> objects, const Run&) {
        const bool sets = is_set(kind) || kind == OperationKind::Items;
        for (std::size_t i = 0; sets && i + 1 < objects.size(); i += 2) {
            if (text(objects[i]) == key)
                found = objects[i + 1];
        }
        return true;
    });
    return found;
}

GlobalId Graph::global_id(ObjectId id) const
{
    return kind(id) == Kind::Global ? static_cast<GlobalId>(record(id).a_low()) : GlobalId::none;
}

const std::string& Graph::qualified_name(ObjectId id) const
{
    return kind(id) == Kind::Global ? m_global_names[record(id).a_low()] : no_name;
}

std::string Graph::raw_qualified_name(ObjectId id) const
{
    return kind(id) == Kind::Global ? m_globals[record(id).a_low()].raw_qualified() : no_name;
}

Construction Graph::construction(ObjectId id) const
{
    return kind(id) == Kind::Constructed ? static_cast<Construction>(record(id).detail())
                                         : Construction::Reduce;
}

ObjectId Graph::callable(ObjectId id) const
{
    return kind(id) == Kind::Constructed ? static_cast<ObjectId>(record(id).a_low())
                                         : ObjectId::none;
}

ObjectId Graph::arguments(ObjectId id) const
{
    return kind(id) == Kind::Constructed ? static_cast<ObjectId>(record(id).a_high())
                                         : ObjectId::none;
}

ObjectId Graph::argument(ObjectId id, std::size_t position) const
{
    const ObjectId all = arguments(id);
    return kind(all) == Kind::Tuple ? item(all, position) : ObjectId::none;
}

ObjectId Graph::keywords(ObjectId id) const
{
    ObjectId found = ObjectId::none;
    visit_runs(id, [&](OperationKind kind, std::span<const ObjectId> objects, const Run&) {
        if (kind == OperationKind::Keywords && !objects.empty())
            found = objects[0];
        return found == ObjectId::none;
    });
    return found;
}

ObjectId Graph::class_global(ObjectId id) const
{
    const ObjectId called = callable(id);
    if (kind(called) != Kind::Global)
        return ObjectId::none;
    const std::string& name = qualified_name(called);
    if (construction(id) == Construction::Reduce &&
        (name == "copyreg._reconstructor" || name == "copyreg.__newobj__" ||
         name == "copyreg.__newobj_ex__")) {
        const ObjectId made = argument(id, 0);
        return kind(made) == Kind::Global ? made : ObjectId::none;
    }
    return called;
}

const std::string& Graph::class_name(ObjectId id) const
{
    if (const InlineArrayRecord* array = inline_array(id))
        return qualified_name(attribute(array->wrapper, "subclass"));
    return qualified_name(class_global(id));
}

ObjectId Graph::state(ObjectId id) const
{
    ObjectId last = ObjectId::none;
    visit_runs(id, [&](OperationKind kind, std::span<const ObjectId> objects, const Run&) {
        if (kind == OperationKind::Build && !objects.empty())
            last = objects[0];
        return true;
    });
    return last;
}

ObjectId Graph::attribute(ObjectId id, std::string_view name) const
{
    ObjectId found = ObjectId::none;
    const auto look = [&](ObjectId dict) {
        const ObjectId value = entry(dict, name);
        if (value != ObjectId::none)
            found = value;
    };
    visit_runs(id, [&](OperationKind kind, std::span<const ObjectId> objects, const Run&) {
        if (kind != OperationKind::Build || objects.empty())
            return true;
        if (is(objects[0], Kind::Dict)) {
            look(objects[0]);
        } else if (is(objects[0], Kind::Tuple) && item_count(objects[0]) == 2) {
            look(item(objects[0], 0));
            look(item(objects[0], 1));
        }
        return true;
    });
    return found;
}

std::vector<Entry> Graph::attributes(ObjectId id) const
{
    const ObjectId last = state(id);
    if (is(last, Kind::Dict))
        return entries(last);
    if (!is(last, Kind::Tuple) || item_count(last) != 2)
        return {};
    std::vector<Entry> all;
    for (const ObjectId part : items(last)) {
        if (!is(part, Kind::Dict) && !is(part, Kind::None))
            return {};
        const auto some = entries(part);
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

void Graph::append_children(ObjectId id, std::vector<ObjectId>& out) const
{
    const auto add = [&](ObjectId child) {
        if (contains(child))
            out.push_back(child);
    };
    switch (kind(id)) {
    case Kind::Tuple:
    case Kind::FrozenSet: {
        const auto* first = m_references.data() + record(id).a_low();
        out.insert(out.end(), first, first + record(id).a_high());
        break;
    }
    case Kind::Constructed:
        add(callable(id));
        add(arguments(id));
        break;
    case Kind::PersistentId:
        add(persistent_id(id));
        break;
    case Kind::InlineArray:
        add(inline_array(id)->wrapper);
        add(inline_array(id)->nested);
        break;
    default:
        break;
    }
    visit_runs(id, [&](OperationKind, std::span<const ObjectId> objects, const Run&) {
        out.insert(out.end(), objects.begin(), objects.end());
        return true;
    });
}

ObjectId Graph::persistent_id(ObjectId id) const
{
    return kind(id) == Kind::PersistentId ? static_cast<ObjectId>(record(id).a_low())
                                          : ObjectId::none;
}

std::uint32_t Graph::extension_code(ObjectId id) const
{
    return kind(id) == Kind::Extension ? record(id).a_low() : 0;
}

const InlineArrayRecord* Graph::inline_array(ObjectId id) const
{
    return kind(id) == Kind::InlineArray ? &m_inline_arrays[record(id).a_low()] : nullptr;
}

std::uint64_t Graph::memory_bytes() const
{
    return m_objects.size() * sizeof(Record) + m_references.size() * sizeof(ObjectId) +
           m_runs.size() * sizeof(Run) + m_text.size() +
           m_inline_arrays.size() * sizeof(InlineArrayRecord);
}

} // namespace strata::pickle
