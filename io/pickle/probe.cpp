// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/probe.h"

#include <algorithm>

namespace strata::pickle {

namespace {

bool is_identifier_part(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

bool could_be_name(const std::string& text)
{
    return !text.empty() && !(text[0] >= '0' && text[0] <= '9') &&
           std::all_of(text.begin(), text.end(), is_identifier_part);
}

} // namespace

Result<void> Probe::run(const SharedSource& source, std::uint64_t offset,
                        std::uint64_t opcode_limit, const JobContext& job)
{
    m_graph = std::make_unique<Graph>(source);
    m_builder = std::make_unique<GraphBuilder>(*m_graph);
    m_names = std::make_unique<NameTable>(*m_builder);
    Machine::Options options;
    options.joblib_arrays = false;
    options.opcode_limit = opcode_limit;
    Machine machine(*source, *m_builder, *m_names, m_log, options, job);
    STRATA_ASSIGN(m_stream, machine.read(offset));
    m_complete = m_stream.complete && m_log.integrity == Integrity::Complete;
    bool nonsense = false; // bytes of an array, read as names
    for (std::size_t i = 0; i < m_names->size(); ++i) {
        const GlobalName& name = m_graph->globals()[i];
        const NameCounts& counts = m_names->counts(static_cast<GlobalId>(i));
        const bool called = counts.counts[static_cast<std::size_t>(GlobalRole::Called)] > 0;
        const bool sensible = could_be_name(name.raw_module) && could_be_name(name.raw_name);
        nonsense |= !sensible;
        m_calls_names |= called && sensible;
        m_names_something |= sensible;
    }
    m_names_something &= !nonsense;
    m_calls_names |= m_log.import_of_result && !nonsense;
    return {};
}

} // namespace strata::pickle
