// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/graph.h"

#include <bit>
#include <cstring>

namespace strata::pickle {

/// The only hand that writes a Graph. Used by the machine while it reads; ids are given out in the
/// order of the file.
class GraphBuilder {
public:
    using Form = Graph::Form;

    explicit GraphBuilder(Graph& graph) : m_graph(graph) {}

    ObjectId none(std::uint64_t offset) { return add(Kind::None, offset, 0, 0); }
    ObjectId missing(std::uint64_t offset) { return add(Kind::Missing, offset, 0, 0); }
    ObjectId boolean(std::uint64_t offset, bool value)
    {
        return add(Kind::Bool, offset, value ? 1 : 0, 0);
    }
    ObjectId integer(std::uint64_t offset, std::int64_t value)
    {
        return add(Kind::Int, offset, static_cast<std::uint64_t>(value), 0);
    }
    ObjectId real(std::uint64_t offset, double value)
    {
        return add(Kind::Float, offset, std::bit_cast<std::uint64_t>(value), 0);
    }
    ObjectId big_integer(std::uint64_t offset, Form form, std::uint64_t place, std::uint64_t length)
    {
        return add(Kind::BigInt, offset, place, length, static_cast<unsigned>(form));
    }
    /// Bytes that stay in the source at `place`.
    ObjectId stored(Kind kind, std::uint64_t offset, Form form, std::uint64_t place,
                    std::uint64_t length)
    {
        return add(kind, offset, place, length, static_cast<unsigned>(form));
    }
    /// A text that the pool keeps, as UTF-8; `place` and `length` are its stored bytes.
    ObjectId pooled(Kind kind, std::uint64_t offset, Form form, std::uint64_t place,
                    std::uint64_t length, std::string_view text);

    ObjectId list(std::uint64_t offset) { return add(Kind::List, offset, 0, no_chain); }
    ObjectId dict(std::uint64_t offset) { return add(Kind::Dict, offset, 0, no_chain); }
    ObjectId set(std::uint64_t offset) { return add(Kind::Set, offset, 0, no_chain); }
    /// Tuple or FrozenSet.
    ObjectId fixed(Kind kind, std::uint64_t offset, std::span<const ObjectId> items)
    {
        const auto first = static_cast<std::uint64_t>(m_graph.m_references.size());
        m_graph.m_references.append(items.data(), items.size());
        return add(kind, offset, first | items.size() << 32, 0);
    }
    ObjectId global(std::uint64_t offset, GlobalId name)
    {
        return add(Kind::Global, offset, static_cast<std::uint64_t>(name), no_chain);
    }
    ObjectId constructed(std::uint64_t offset, Construction how, ObjectId callable,
                         ObjectId arguments)
    {
        return add(Kind::Constructed, offset, pair(callable, arguments), no_chain,
                   static_cast<unsigned>(how));
    }
    ObjectId persistent(std::uint64_t offset, ObjectId id)
    {
        return add(Kind::PersistentId, offset, static_cast<std::uint64_t>(id), no_chain);
    }
    ObjectId extension(std::uint64_t offset, std::uint32_t code)
    {
        return add(Kind::Extension, offset, code, no_chain);
    }
    ObjectId external_buffer(std::uint64_t offset, std::uint32_t position)
    {
        return add(Kind::ExternalBuffer, offset, position, 0);
    }
    ObjectId inline_array(std::uint64_t offset, const InlineArrayRecord& array);
    /// Says what the nested pickle of an InlineArray held and where it ended.
    void finish_nested(ObjectId id, ObjectId nested, std::uint64_t end, bool complete);

    /// Notes an operation on an object of any kind.
    void operate(ObjectId id, OperationKind kind, std::uint64_t offset,
                 std::span<const ObjectId> objects, bool assumed = false);

    GlobalId add_name(GlobalName name);

    [[nodiscard]] Kind kind(ObjectId id) const { return m_graph.m_objects[slot(id)].kind(); }
    /// Only for a Global.
    [[nodiscard]] GlobalId name_of(ObjectId id) const
    {
        return static_cast<GlobalId>(m_graph.m_objects[slot(id)].a_low());
    }
    [[nodiscard]] std::size_t references() const { return m_graph.m_references.size(); }
    [[nodiscard]] const Graph& graph() const { return m_graph; }

private:
    static constexpr std::uint64_t no_chain = ~std::uint64_t{0};

    static std::size_t slot(ObjectId id) { return static_cast<std::size_t>(id); }
    static std::uint64_t pair(ObjectId low, ObjectId high)
    {
        return static_cast<std::uint64_t>(low) | static_cast<std::uint64_t>(high) << 32;
    }
    ObjectId add(Kind kind, std::uint64_t offset, std::uint64_t a, std::uint64_t b,
                 unsigned detail = 0, bool pooled = false)
    {
        const auto id = static_cast<ObjectId>(m_graph.m_objects.size());
        const std::uint64_t head = offset << 16 | std::uint64_t{pooled} << 12 |
                                   static_cast<std::uint64_t>(detail) << 8 |
                                   static_cast<std::uint64_t>(kind);
        m_graph.m_objects.push_back({head, a, b});
        return id;
    }
    void link_run(ObjectId id, std::uint32_t run);

    Graph& m_graph;
};

} // namespace strata::pickle
