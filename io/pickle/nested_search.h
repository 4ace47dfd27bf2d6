// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/probe.h"
#include "io/pickle/verdict.h"

namespace strata::pickle {

/// Looks for pickles where a loader of this file would not read one: inside bytes and text, behind
/// the last STOP, and where joblib and a plain loader read the same bytes differently. Work is
/// bounded by budgets, not by the number of places.
class NestedSearch {
public:
    NestedSearch(SharedSource source, const Graph& graph, VerdictMaker& verdict, MachineLog& log,
                 const JobContext& job)
        : m_source(std::move(source)), m_graph(graph), m_verdict(verdict), m_log(log), m_job(job)
    {
    }

    /// Bytes and text of the graph that begin like a pickle, plain, in base64 or hexadecimal, or
    /// compressed (gzip, zlib, bzip2, xz, plain or in base64).
    Result<void> search_objects(const std::vector<ObjectId>& candidates);
    /// Places where a plain loader would go on reading opcodes inside an array of joblib's.
    Result<void> search_second_readings(const std::vector<InlineBytes>& arrays);
    /// What follows the last pickle. Whether one was found in it.
    Result<bool> search_trailing(std::uint64_t offset);

private:
    struct Place {
        SharedSource source;
        std::uint64_t offset = 0; ///< where reading starts in it
        VerdictMaker::Origin origin;
        std::uint64_t reported = 0; ///< offset in the document's source
        int depth = 0;
        bool second_reading = false; ///< the bytes of an array, which a loader reads with its memo
    };
    Result<bool> try_place(const Place& place, std::string_view encoding, std::uint64_t bytes);
    Result<void> try_object(const Graph& graph, ObjectId id, const Place& outer);
    Result<void> try_encoded(const std::string& text, std::uint64_t reported, int depth);
    Result<bool> try_packed(const SharedSource& packed, std::uint64_t reported, int depth);
    bool spend(std::uint64_t work);

    SharedSource m_source;
    const Graph& m_graph;
    VerdictMaker& m_verdict;
    MachineLog& m_log;
    const JobContext& m_job;
    std::uint64_t m_spent = 0;
    bool m_exhausted = false;
};

/// The bytes that base64 (plain or URL-safe, with line breaks) or hexadecimal text stands for;
/// nothing when it is neither.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);
[[nodiscard]] std::optional<std::string> decode_hexadecimal(std::string_view text);

} // namespace strata::pickle
