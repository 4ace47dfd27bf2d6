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
    /// Whether the bytes of an array were read as opcodes that mean something: they name something,
    /// spell a name with what an earlier memo may hold, or are a whole pickle.
    [[nodiscard]] bool is_second_reading() const
    {
        constexpr std::uint64_t shortest = 4;
        return m_names_something || m_log.unknown_names > 0 ||
               (m_complete && m_stream.opcode_count >= shortest);
    }
    /// A name's parts come from outside of what was read.
    [[nodiscard]] bool has_unknown_names() const { return m_log.unknown_names > 0; }
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
    bool m_names_something = false;
};

} // namespace strata::pickle
