// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/graph_builder.h"

#include <algorithm>

namespace strata::pickle {

ObjectId GraphBuilder::pooled(Kind kind, std::uint64_t offset, Form form, std::uint64_t place,
                              std::uint64_t length, std::string_view text)
{
    const std::uint64_t start = m_graph.m_text.size();
    m_graph.m_text.append(text.data(), text.size());
    // The place is at most a few bytes behind the opcode, so the distance fits beside the lengths.
    const std::uint64_t lengths = text.size() | (place - offset) << 16 | length << 32;
    return add(kind, offset, start, lengths, static_cast<unsigned>(form), true);
}

ObjectId GraphBuilder::inline_array(std::uint64_t offset, const InlineArrayRecord& array)
{
    m_graph.m_inline_arrays.push_back(array);
    return add(Kind::InlineArray, offset, m_graph.m_inline_arrays.size() - 1, no_chain);
}

void GraphBuilder::finish_nested(ObjectId id, ObjectId nested, std::uint64_t end, bool complete)
{
    InlineArrayRecord& array = m_graph.m_inline_arrays[m_graph.m_objects[slot(id)].a_low()];
    array.nested = nested;
    array.length = end > array.offset ? end - array.offset : 0;
    array.complete = complete;
}

GlobalId GraphBuilder::add_name(GlobalName name)
{
    m_graph.m_global_names.push_back(name.qualified());
    m_graph.m_globals.push_back(std::move(name));
    return static_cast<GlobalId>(m_graph.m_globals.size() - 1);
}

namespace {

std::uint32_t counted(OperationKind kind, Kind target, std::size_t objects)
{
    const auto count = static_cast<std::uint32_t>(objects);
    switch (kind) {
    case OperationKind::Build:
    case OperationKind::Keywords:
        return 0;
    case OperationKind::SetItem:
    case OperationKind::SetItems:
        return target == Kind::Dict ? count / 2 : 0;
    case OperationKind::Items:
        return target == Kind::Dict ? count / 2 : count;
    default:
        return target == Kind::Dict ? 0 : count;
    }
}

} // namespace

void GraphBuilder::operate(ObjectId id, OperationKind kind, std::uint64_t offset,
                           std::span<const ObjectId> objects, bool assumed)
{
    Graph& graph = m_graph;
    Graph::Record& record = graph.m_objects[slot(id)];
    const Kind target = record.kind();
    if (target == Kind::List || target == Kind::Dict || target == Kind::Set)
        record.m_a += counted(kind, target, objects.size());
    const auto first = static_cast<std::uint32_t>(graph.m_references.size());
    graph.m_references.append(objects.data(), objects.size());
    const Graph::RunChain chain = graph.runs(id);
    if (chain.last != Graph::no_run &&
        (kind == OperationKind::Append || kind == OperationKind::SetItem)) {
        // Single appends in a row share a run when nothing came between their references.
        Graph::Run& last = graph.m_runs[chain.last];
        const bool same = (last.m_head & 0x1ff) == static_cast<std::uint64_t>(kind);
        if (same && last.m_first + last.m_count == first) {
            last.m_count += static_cast<std::uint32_t>(objects.size());
            return;
        }
    }
    Graph::Run run;
    run.m_head = offset << 16 | std::uint64_t{assumed} << 8 | static_cast<std::uint64_t>(kind);
    run.m_first = first;
    run.m_count = static_cast<std::uint32_t>(objects.size());
    graph.m_runs.push_back(run);
    link_run(id, static_cast<std::uint32_t>(graph.m_runs.size() - 1));
}

void GraphBuilder::link_run(ObjectId id, std::uint32_t run)
{
    Graph::Record& record = m_graph.m_objects[slot(id)];
    Graph::RunChain chain = m_graph.runs(id);
    if (chain.first == Graph::no_run)
        chain.first = run;
    else
        m_graph.m_runs[chain.last].m_next = run;
    chain.last = run;
    if (Graph::has_chain(record.kind()))
        record.m_b = std::uint64_t{chain.first} | std::uint64_t{chain.last} << 32;
    else
        m_graph.m_odd_runs[static_cast<std::uint32_t>(id)] = chain;
}

} // namespace strata::pickle
