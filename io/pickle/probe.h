// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/machine.h"

#include <memory>

namespace strata::pickle {

/// A trial reading of bytes that may or may not be a pickle, with a graph of its own that is thrown
/// away. It never follows joblib's arrays.
class Probe {
public:
    /// Reads from `offset` until STOP, nonsense, or `opcode_limit` opcodes. Fails as Machine does.
    Result<void> run(const SharedSource& source, std::uint64_t offset, std::uint64_t opcode_limit,
                     const JobContext& job);

    /// Whether a loader would have done something with it: it ends in a sound STOP, or calls
    /// something by a name that could be one before it stops making sense.
    [[nodiscard]] bool is_pickle() const { return m_complete || m_calls_names; }
    /// Whether it calls something that the memo of what came before it may hold.
    [[nodiscard]] bool calls_unknown() const
    {
        return m_log.unset_slots > 0 && m_log.unknown_calls > 0;
    }
    [[nodiscard]] const Stream& stream() const { return m_stream; }
    [[nodiscard]] std::uint64_t opcode_count() const { return m_stream.opcode_count; }
    [[nodiscard]] const Graph& graph() const { return *m_graph; }
    [[nodiscard]] const NameTable& names() const { return *m_names; }
    [[nodiscard]] MachineLog& log() { return m_log; }

private:
    std::unique_ptr<Graph> m_graph;
    std::unique_ptr<GraphBuilder> m_builder;
    std::unique_ptr<NameTable> m_names;
    MachineLog m_log;
    Stream m_stream;
    bool m_complete = false;
    bool m_calls_names = false;
};

} // namespace strata::pickle
