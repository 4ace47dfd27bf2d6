// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/read_pickle.h"

#include "io/base/limits.h"
#include "io/pickle/expansion.h"
#include "io/pickle/joblib.h"
#include "io/pickle/machine.h"
#include "io/pickle/nested_search.h"
#include "io/pickle/rules.h"
#include "io/pickle/verdict.h"

#include <algorithm>
#include <map>
#include <new>

namespace strata::pickle {

namespace {

/// Pickles one after the other in one file; logs of results have thousands.
constexpr std::size_t most_streams = 100'000;
/// Objects that are gone through to see what a program would meet, and how many containers must
/// stand in several places for it: a doubling is one.
constexpr std::size_t most_expanded_objects = 4'000'000;
constexpr std::uint64_t fewest_shared = 24;
/// Dropped calls that are looked after.
constexpr std::size_t most_dropped = 1'000'000;

PickleDocument empty_document(const SharedSource& source, SourceId source_id)
{
    PickleDocument document;
    document.graph = Graph(source, source_id);
    return document;
}

class Reader {
public:
    Reader(SharedSource source, const ReadOptions& options, const JobContext& job)
        : m_source(std::move(source)),
          m_options(options),
          m_job(job),
          m_document(empty_document(m_source, options.source_id)),
          m_builder(m_document.graph),
          m_names(m_builder),
          m_verdict(m_document)
    {
    }

    Result<PickleDocument> read()
    {
        STRATA_TRY(read_streams());
        m_verdict.add(m_document.graph, m_names, m_log, {});
        NestedSearch search(m_source, m_document.graph, m_verdict, m_log, m_job);
        STRATA_TRY(search.search_second_readings(m_log.second_readings));
        STRATA_TRY(read_trailing(search));
        if (m_options.nested)
            STRATA_TRY(search.search_objects(m_log.may_nest));
        m_log.may_nest = {};
        collect();
        if (m_options.source_damaged)
            m_document.verdict.worsen(Integrity::Incomplete);
        m_verdict.finish(m_log.findings);
        m_document.verdict.worsen(m_log.integrity);
        m_document.findings = std::move(m_log.findings).take();
        return std::move(m_document);
    }

private:
    Result<void> read_streams();
    Result<bool> another_stream(std::uint64_t offset);
    Result<void> read_trailing(NestedSearch& search);
    void collect();
    void note_external();
    void note_supplied();
    void note_discarded();
    void note_expansion();

    SharedSource m_source;
    ReadOptions m_options;
    const JobContext& m_job;
    PickleDocument m_document;
    GraphBuilder m_builder;
    NameTable m_names;
    MachineLog m_log;
    VerdictMaker m_verdict;
    std::uint64_t m_end = 0; ///< behind the last pickle
};

Result<void> Reader::read_streams()
{
    Machine::Options options;
    options.joblib_arrays = m_options.joblib_arrays;
    options.persistent_ids = m_options.persistent_ids;
    Machine machine(*m_source, m_builder, m_names, m_log, options, m_job);
    m_end = m_options.offset;
    for (;;) {
        STRATA_ASSIGN(Stream stream, machine.read(m_end));
        const bool nothing = stream.opcode_count == 0 ||
                             (stream.opcode_count == 1 && m_log.findings.has(rules::bad_opcode));
        if (m_document.streams.empty() && nothing)
            return fail(ErrorCode::Malformed, "opcode", m_options.offset);
        m_end = stream.end;
        const bool complete = stream.complete;
        m_document.streams.push_back(std::move(stream));
        if (!complete || machine.limit_reached())
            break;
        if (m_document.streams.size() >= most_streams) {
            m_log.ambiguous(rules::limit, m_end,
                            {{"limit", "pickle_streams"}, {"value", std::to_string(most_streams)}});
            break;
        }
        STRATA_ASSIGN(const bool more, another_stream(m_end));
        if (!more)
            break;
    }
    m_document.opcode_count = machine.opcode_count();
    m_document.root = m_document.streams.front().root;
    const std::size_t streams = m_document.streams.size();
    if (streams > 1)
        m_log.ambiguous(rules::several_streams, m_document.streams[1].offset,
                        {{"count", std::to_string(streams)}});
    return {};
}

Result<bool> Reader::another_stream(std::uint64_t offset)
{
    if (!m_options.all_streams || offset >= m_source->size())
        return false;
    std::vector<std::byte> head(4096);
    STRATA_ASSIGN(const std::size_t count, m_source->read_some(offset, head));
    head.resize(count);
    return looks_like_pickle(head, offset + count >= m_source->size());
}

/// Bytes behind the last pickle: no loader reads them, and one that goes on would.
Result<void> Reader::read_trailing(NestedSearch& search)
{
    if (!m_document.streams.back().complete || m_end >= m_source->size() || !m_options.all_streams)
        return {};
    m_document.trailing_offset = m_end;
    m_document.trailing_bytes = m_source->size() - m_end;
    m_log.ambiguous(rules::trailing_data, m_end,
                    {{"bytes", std::to_string(m_document.trailing_bytes)}});
    STRATA_TRY(search.search_trailing(m_end));
    return {};
}

void Reader::note_external()
{
    const Graph& graph = m_document.graph;
    for (const ObjectId wrapper : m_log.external_wrappers) {
        ExternalFile file{wrapper, wrapped_file_name(graph, wrapper).value_or(""), false};
        file.escapes = leaves_folder(file.name);
        m_log.joblib.old_files = true;
        const Facts facts{{"name", file.name}};
        if (file.escapes)
            m_log.findings.add(rules::external_file_escape, Severity::Error, Category::Security,
                               graph.offset(wrapper), facts);
        else
            m_log.findings.add(rules::external_file, Severity::Note, Category::Security,
                               graph.offset(wrapper), facts);
        // What such a file holds would be loaded too, and was not looked at.
        m_verdict.worsen(Trust::Review);
        m_document.external_files.push_back(std::move(file));
    }
}

/// What the loading program would have to supply.
void Reader::note_supplied()
{
    const Graph& graph = m_document.graph;
    if (m_log.persistent_ids > 0) {
        const ObjectId id = graph.persistent_id(m_log.first_persistent_id);
        m_log.findings.add(rules::persistent_id, Severity::Warning, Category::Security,
                           graph.offset(m_log.first_persistent_id),
                           {{"count", std::to_string(m_log.persistent_ids)},
                            {"id", std::string(graph.text(id).value_or(""))}});
    }
    std::map<std::uint32_t, std::pair<std::uint64_t, std::uint64_t>> codes(
        m_log.extension_codes.begin(), m_log.extension_codes.end());
    for (const auto& [code, use] : codes)
        m_log.findings.add(rules::extension_code, Severity::Warning, Category::Security, use.second,
                           {{"code", std::to_string(code)}, {"count", std::to_string(use.first)}});
    if (m_log.external_buffers > 0) {
        m_log.integrity = Integrity::Incomplete;
        m_log.findings.add(rules::external_buffer, Severity::Warning, Category::Integrity,
                           m_log.first_external_buffer,
                           {{"count", std::to_string(m_log.external_buffers)}});
    }
}

/// Every object that can be reached from a result.
std::vector<bool> reachable(const Graph& graph, const std::vector<Stream>& streams)
{
    std::vector<bool> seen(graph.size());
    std::vector<ObjectId> waiting;
    std::vector<ObjectId> children;
    const auto visit = [&](ObjectId id) {
        if (!graph.contains(id) || seen[static_cast<std::size_t>(id)])
            return;
        seen[static_cast<std::size_t>(id)] = true;
        waiting.push_back(id);
    };
    for (const Stream& stream : streams)
        visit(stream.root);
    while (!waiting.empty()) {
        const ObjectId id = waiting.back();
        waiting.pop_back();
        children.clear();
        graph.append_children(id, children);
        for (const ObjectId child : children)
            visit(child);
    }
    return seen;
}

/// Calls that were made and whose result is nowhere in what the file gives back.
void Reader::note_discarded()
{
    const Graph& graph = m_document.graph;
    if (m_log.dropped.empty())
        return;
    if (m_log.dropped.size() > most_dropped)
        m_log.dropped.resize(most_dropped);
    std::vector<bool> seen = reachable(graph, m_document.streams);
    struct Discarded {
        std::uint64_t count = 0;
        std::uint64_t offset = 0;
    };
    std::map<std::string, Discarded> by_name;
    for (const ObjectId call : m_log.dropped) {
        if (seen[static_cast<std::size_t>(call)])
            continue;
        seen[static_cast<std::size_t>(call)] = true;
        m_document.discarded.push_back({call, graph.offset(call)});
        const std::string& name = graph.qualified_name(graph.callable(call));
        Discarded& all = by_name[name];
        if (all.count++ == 0)
            all.offset = graph.offset(call);
    }
    for (const auto& [name, all] : by_name)
        m_log.findings.add(rules::discarded_call, Severity::Warning, Category::Security, all.offset,
                           {{"name", name}, {"count", std::to_string(all.count)}});
}

/// A few containers in each other that a program meets billions of times.
void Reader::note_expansion()
{
    // Each reference at most doubles what is met.
    if (m_log.shared_containers < fewest_shared)
        return;
    for (const Stream& stream : m_document.streams) {
        const std::uint64_t items =
            expanded_items(m_document.graph, stream.root, most_expanded_objects);
        if (items > limits::expanded_items)
            m_log.findings.add(rules::expanding_object, Severity::Warning, Category::Security,
                               stream.offset,
                               {{"items", std::to_string(items)},
                                {"limit", "expanded_items"},
                                {"value", std::to_string(limits::expanded_items)}});
    }
}

void Reader::collect()
{
    note_expansion();
    note_external();
    note_supplied();
    note_discarded();
    for (const GlobalName& name : m_document.graph.globals())
        m_log.joblib.vendored |= name.module.starts_with("sklearn.externals.joblib");
    m_document.joblib = m_log.joblib;
    auto& streams = m_document.streams;
    streams.insert(streams.end(), m_log.nested_streams.begin(), m_log.nested_streams.end());
    std::sort(streams.begin(), streams.end(),
              [](const Stream& a, const Stream& b) { return a.offset < b.offset; });
}

} // namespace

bool looks_like_pickle(std::span<const std::byte> head, bool complete)
{
    if (head.size() < 2)
        return false;
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint8_t>(head[i]);
    };
    if (byte(0) == static_cast<std::uint8_t>(Opcode::Proto))
        return byte(1) <= highest_protocol && head.size() > 2 && opcode_protocol(byte(2)) >= 0;
    if (opcode_protocol(byte(0)) < 0 || opcode_protocol(byte(0)) > 1)
        return false;
    const auto source = make_memory_source({head.begin(), head.end()});
    Graph graph(source);
    GraphBuilder builder(graph);
    NameTable names(builder);
    MachineLog log;
    const JobContext job;
    Machine machine(*source, builder, names, log, {}, job);
    const auto stream = machine.read(0);
    if (!stream || log.findings.has(rules::bad_operand) || log.findings.has(rules::bad_opcode))
        return false;
    // A few opcodes are found in any text; a run of them that makes sense is not.
    constexpr std::uint64_t convincing = 4;
    return stream->complete || (!complete && stream->opcode_count >= convincing);
}

Result<PickleDocument> read_pickle(SharedSource source, const ReadOptions& options,
                                   const JobContext& job)
{
    try {
        return Reader(std::move(source), options, job).read();
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::LimitExceeded, "memory");
    }
}

} // namespace strata::pickle
