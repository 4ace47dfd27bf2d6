// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/same_pickle.h"

#include "io/base/guarded.h"
#include "io/pickle/array_source.h"
#include "io/pickle/text_forms.h"

#include <algorithm>
#include <bit>

namespace strata::pickle {

namespace {

constexpr std::uint64_t compared_bytes = std::uint64_t{1} << 20;
constexpr std::size_t longest_text = ~std::size_t{0} >> 1;

/// Hands out the bytes of an object in pieces.
class HeldReader {
public:
    HeldReader(const ByteSource& source, const HeldBytes& bytes) : m_source(source), m_bytes(bytes)
    {
        if (bytes.memory)
            m_ready = *bytes.memory;
    }

    /// At least one byte, unless all were handed out.
    Result<std::string_view> ready()
    {
        if (m_used < m_ready.size() || m_bytes.memory || m_done == m_bytes.length)
            return std::string_view(m_ready).substr(m_used);
        std::uint64_t length = std::min(compared_bytes, m_bytes.length - m_done);
        STRATA_ASSIGN(auto block, m_source.read_copy(m_bytes.place + m_done, length));
        if (m_bytes.utf8 && length > 1 && std::to_integer<unsigned>(block.back()) >= 0xc0)
            block.resize(static_cast<std::size_t>(--length)); // the character comes with the next
        m_done += length;
        m_used = 0;
        m_ready.assign(reinterpret_cast<const char*>(block.data()), block.size());
        if (m_bytes.utf8) {
            auto decoded = latin1_from_utf8(m_ready);
            if (!decoded)
                return fail(ErrorCode::Malformed, "bytes as text", m_bytes.place);
            m_ready = *std::move(decoded);
        }
        return std::string_view(m_ready);
    }
    void use(std::size_t count) { m_used += count; }

private:
    const ByteSource& m_source;
    const HeldBytes& m_bytes;
    std::string m_ready;
    std::size_t m_used = 0;
    std::uint64_t m_done = 0;
};

Result<bool> same_bytes(const ByteSource& left, const HeldBytes& one, const ByteSource& right,
                        const HeldBytes& other, const JobContext& job)
{
    HeldReader first(left, one);
    HeldReader second(right, other);
    for (;;) {
        STRATA_TRY(job.check());
        STRATA_ASSIGN(const std::string_view a, first.ready());
        STRATA_ASSIGN(const std::string_view b, second.ready());
        const std::size_t count = std::min(a.size(), b.size());
        if (a.substr(0, count) != b.substr(0, count))
            return false;
        if (count == 0)
            return a.empty() && b.empty();
        first.use(count);
        second.use(count);
    }
}

/// What an object is, whatever the form that its protocol has for it.
struct View {
    Kind kind = Kind::Missing;
    std::string name;                        ///< of a Global
    Construction how = Construction::Reduce; ///< of a Constructed
    std::vector<ObjectId> parts;             ///< in order
    std::vector<char> roles;                 ///< what each is: a state, an item …
    std::optional<HeldBytes> bytes;          ///< of Bytes and ByteArray
    std::optional<ArraySource> array;

    void add(ObjectId id, char role)
    {
        parts.push_back(id);
        roles.push_back(role);
    }
};

/// The name that "getattr(getattr(module.A, 'B'), 'C')" stands for; empty for anything else.
std::string name_of(const Graph& graph, ObjectId id)
{
    std::string end;
    constexpr int deepest = 100;
    for (int depth = 0; depth < deepest; ++depth) {
        if (graph.is(id, Kind::Global))
            return graph.qualified_name(id) + end;
        const auto part = graph.text(graph.argument(id, 1));
        if (!graph.is_call(id, "builtins.getattr") || !part || graph.operation_count(id, 1) != 0)
            return {};
        end.insert(0, '.' + std::string(*part));
        id = graph.argument(id, 0);
    }
    return {};
}

ObjectId only_argument(const Graph& graph, ObjectId id)
{
    return graph.item_count(graph.arguments(id)) == 1 ? graph.argument(id, 0) : ObjectId::none;
}

class Comparison {
public:
    Comparison(const PickleDocument& before, const PickleDocument& after, const JobContext& job)
        : m_before(before),
          m_after(after),
          m_job(job),
          m_right_of(before.graph.size(), ObjectId::none),
          m_left_of(after.graph.size(), ObjectId::none)
    {
    }

    Result<void> run()
    {
        STRATA_ASSIGN(const auto dropped, dropped_calls(m_before));
        STRATA_ASSIGN(const auto dropped_after, dropped_calls(m_after));
        if (dropped.size() != dropped_after.size())
            return differs("calls whose results are dropped", m_before.root);
        m_waiting.emplace_back(m_before.root, m_after.root);
        for (std::size_t i = 0; i < dropped.size(); ++i)
            m_waiting.emplace_back(dropped[i], dropped_after[i]);
        for (std::uint64_t count = 0; !m_waiting.empty(); ++count) {
            if (count % 65536 == 0)
                STRATA_TRY(m_job.check());
            const auto [left, right] = m_waiting.back();
            m_waiting.pop_back();
            STRATA_TRY(compare(through_nested(m_before.graph, left),
                               through_nested(m_after.graph, right)));
        }
        return {};
    }

private:
    tl::unexpected<Error> differs(std::string what, ObjectId left) const
    {
        std::optional<std::uint64_t> offset;
        if (m_before.graph.contains(left))
            offset = m_before.graph.offset(left);
        return fail(ErrorCode::ReadFailed,
                    "what was written reads back otherwise: " + std::move(what), offset);
    }

    /// Without those that make bytes or a set, which a newer protocol does without a call.
    static Result<std::vector<ObjectId>> dropped_calls(const PickleDocument& pickle)
    {
        std::vector<ObjectId> calls;
        for (const DiscardedCall& call : pickle.discarded) {
            STRATA_ASSIGN(const View what, view(pickle.graph, call.object, false));
            if (what.kind == Kind::Constructed)
                calls.push_back(call.object);
        }
        return calls;
    }

    /// joblib's array of objects is the array that its nested pickle builds.
    static ObjectId through_nested(const Graph& graph, ObjectId id)
    {
        const InlineArrayRecord* const record = graph.inline_array(id);
        return record != nullptr && record->nested != ObjectId::none ? record->nested : id;
    }

    Result<void> compare(ObjectId left, ObjectId right)
    {
        const Graph& one = m_before.graph;
        const Graph& other = m_after.graph;
        if (!one.contains(left) || !other.contains(right))
            return differs("a missing object", left);
        ObjectId& known = m_right_of[static_cast<std::size_t>(left)];
        ObjectId& back = m_left_of[static_cast<std::size_t>(right)];
        if (known == right && back == left)
            return {};
        STRATA_ASSIGN(const View a, view(one, left, other.is(right, Kind::InlineArray)));
        STRATA_ASSIGN(const View b, view(other, right, one.is(left, Kind::InlineArray)));
        if (a.kind != b.kind)
            return differs("an object of another type", left);
        if (is_shareable(a.kind) && (known != ObjectId::none || back != ObjectId::none))
            return differs("other objects are shared", left);
        if (known == ObjectId::none && back == ObjectId::none) {
            known = right;
            back = left;
        }
        if (a.name != b.name || a.how != b.how || a.roles != b.roles)
            return differs("an object with other parts", left);
        for (std::size_t i = 0; i < a.parts.size(); ++i)
            m_waiting.emplace_back(a.parts[i], b.parts[i]);
        if (a.array)
            STRATA_TRY(compare_arrays(*a.array, *b.array, left));
        if (a.bytes) {
            STRATA_ASSIGN(const bool same,
                          same_bytes(*one.source(), *a.bytes, *other.source(), *b.bytes, m_job));
            return same ? Result<void>() : differs("other bytes", left);
        }
        return compare_values(left, right, a.kind);
    }

    /// None, numbers and texts are the same wherever they are.
    static bool is_shareable(Kind kind)
    {
        switch (kind) {
        case Kind::List:
        case Kind::Tuple:
        case Kind::Dict:
        case Kind::Set:
        case Kind::FrozenSet:
        case Kind::ByteArray:
        case Kind::Constructed:
        case Kind::PersistentId:
        case Kind::InlineArray:
            return true;
        default:
            return false;
        }
    }

    Result<void> compare_values(ObjectId left, ObjectId right, Kind kind) const
    {
        const Graph& one = m_before.graph;
        const Graph& other = m_after.graph;
        bool same = true;
        if (kind == Kind::Bool || kind == Kind::Int) {
            same = one.integer(left) == other.integer(right);
        } else if (kind == Kind::Float) {
            same = std::bit_cast<std::uint64_t>(one.real(left).value_or(0)) ==
                   std::bit_cast<std::uint64_t>(other.real(right).value_or(0));
        } else if (kind == Kind::BigInt) {
            STRATA_ASSIGN(const std::string a, one.read_big_integer(left));
            STRATA_ASSIGN(const std::string b, other.read_big_integer(right));
            same = a == b;
        } else if (kind == Kind::Text || kind == Kind::NativeString) {
            STRATA_ASSIGN(same, same_text(left, right));
        } else if (kind == Kind::Extension) {
            same = one.extension_code(left) == other.extension_code(right);
        } else if (kind == Kind::Missing || kind == Kind::ExternalBuffer) {
            same = false;
        }
        return same ? Result<void>() : differs("another value", left);
    }

    Result<bool> same_text(ObjectId left, ObjectId right) const
    {
        const Graph& one = m_before.graph;
        const Graph& other = m_after.graph;
        const auto a = one.extent(left);
        const auto b = other.extent(right);
        if (a && b)
            return same_bytes(*one.source(), {a->offset, a->length, false, std::nullopt},
                              *other.source(), {b->offset, b->length, false, std::nullopt}, m_job);
        if (one.is(left, Kind::NativeString)) {
            STRATA_ASSIGN(const auto first, one.read_bytes(left, longest_text));
            STRATA_ASSIGN(const auto second, other.read_bytes(right, longest_text));
            return first == second;
        }
        STRATA_ASSIGN(const std::string first, one.read_text(left, longest_text));
        STRATA_ASSIGN(const std::string second, other.read_text(right, longest_text));
        return first == second;
    }

    Result<void> compare_arrays(const ArraySource& a, const ArraySource& b, ObjectId left)
    {
        const auto name = [](const Graph& graph, ObjectId subclass) {
            const std::string& named = graph.qualified_name(subclass);
            return named.empty() || named == "numpy.memmap" ? std::string("numpy.ndarray") : named;
        };
        if (name(m_before.graph, a.subclass) != name(m_after.graph, b.subclass) ||
            a.shape != b.shape || a.fortran_order != b.fortran_order)
            return differs("an array of another class, shape or order", left);
        m_waiting.emplace_back(a.dtype, b.dtype);
        STRATA_ASSIGN(const bool same, same_bytes(*m_before.graph.source(), a.values,
                                                  *m_after.graph.source(), b.values, m_job));
        return same ? Result<void>() : differs("other values of an array", left);
    }

    /// `as_array`: its partner is an array of joblib's.
    static Result<View> view(const Graph& graph, ObjectId id, bool as_array)
    {
        View view;
        view.kind = graph.kind(id);
        if (view.kind == Kind::InlineArray) {
            STRATA_ASSIGN(view.array, inline_array_source(graph, id));
        } else if (view.kind == Kind::Constructed && as_array) {
            STRATA_ASSIGN(view.array, pickled_array_source(graph, id));
            if (view.array)
                view.kind = Kind::InlineArray;
        }
        if (view.array)
            return view;
        view.name = name_of(graph, id);
        if (!view.name.empty())
            view.kind = Kind::Global;
        else if (view.kind == Kind::Constructed)
            STRATA_TRY(view_call(graph, id, view));
        if (view.kind == Kind::Bytes) {
            STRATA_ASSIGN(view.bytes, held_bytes(graph, id));
            return view;
        }
        if (view.kind == Kind::ByteArray) {
            STRATA_ASSIGN(view.bytes, held_byte_array(graph, id));
            return view;
        }
        if (graph.is(id, Kind::Tuple) || graph.is(id, Kind::FrozenSet)) {
            for (const ObjectId item : graph.items(id))
                view.add(item, 'i');
        }
        if (graph.is(id, Kind::PersistentId))
            view.add(graph.persistent_id(id), 'p');
        for (const Operation& operation : graph.operations(id)) {
            const char role = operation.kind == OperationKind::Build      ? 'b'
                              : operation.kind == OperationKind::Keywords ? 'k'
                                                                          : 'i';
            for (const ObjectId object : operation.objects)
                view.add(object, role);
        }
        return view;
    }

    /// Calls that stand for what a newer protocol has an opcode for, and all others.
    static Result<void> view_call(const Graph& graph, ObjectId id, View& view)
    {
        STRATA_ASSIGN(const auto bytes, held_bytes(graph, id));
        STRATA_ASSIGN(const auto array, held_byte_array(graph, id));
        if (bytes || array) {
            view.kind = bytes ? Kind::Bytes : Kind::ByteArray;
            return {};
        }
        const ObjectId only = only_argument(graph, id);
        const bool set = graph.is_call(id, "builtins.set");
        if ((set || graph.is_call(id, "builtins.frozenset")) && graph.is(only, Kind::List)) {
            view.kind = set ? Kind::Set : Kind::FrozenSet;
            for (const ObjectId item : graph.items(only))
                view.add(item, 'i');
            return {};
        }
        view.how = graph.construction(id);
        if (graph.is_call(id, "copyreg.__newobj_ex__") &&
            graph.item_count(graph.arguments(id)) == 3) {
            view.how = Construction::NewObjEx;
            view.add(graph.argument(id, 0), 'c');
            view.add(graph.argument(id, 1), 'a');
            view.add(graph.argument(id, 2), 'k');
            return {};
        }
        view.add(graph.callable(id), 'c');
        view.add(graph.arguments(id), 'a');
        return {};
    }

    const PickleDocument& m_before;
    const PickleDocument& m_after;
    const JobContext& m_job;
    std::vector<ObjectId> m_right_of;
    std::vector<ObjectId> m_left_of;
    std::vector<std::pair<ObjectId, ObjectId>> m_waiting;
};

} // namespace

Result<void> compare_pickles(const PickleDocument& before, const PickleDocument& after,
                             const JobContext& job)
{
    return guarded([&] { return Comparison(before, after, job).run(); });
}

} // namespace strata::pickle
