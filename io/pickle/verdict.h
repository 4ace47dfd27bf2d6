// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/exhausting_calls.h"
#include "io/pickle/machine_log.h"
#include "io/pickle/name_table.h"

namespace strata::pickle {

/// Turns what the machine noted into uses of names, findings and the trust of a document.
class VerdictMaker {
public:
    explicit VerdictMaker(PickleDocument& document) : m_document(document) {}

    /// Adds the names of one reading. `nested`: it was found inside other data; offsets are moved
    /// by `shift`, or are all `place` when the data was encoded.
    struct Origin {
        bool nested = false;
        std::uint64_t shift = 0;
        std::optional<std::uint64_t> place;
    };
    void add(const Graph& graph, const NameTable& names, const MachineLog& log,
             const Origin& origin);

    void worsen(Trust trust);

    /// Emits the findings and sets the document's trust and uses.
    void finish(FindingLog& findings);

private:
    struct Pending {
        GlobalUse use;
        bool listed_use = true; ///< false: on the list, but not for this
        bool checked = true;    ///< false: a call with arguments that are not usual
        std::string why;
        std::string call; ///< of one inside other data, which has no row: "os.system('id')"
    };
    static void judge(Pending& pending);
    static void check_calls(std::vector<Pending>& uses, const Graph& graph, const MachineLog& log);
    void write_calls(std::vector<Pending>& uses, const Graph& graph, const NameTable& names);
    void merge(Pending pending);

    PickleDocument& m_document;
    std::vector<Pending> m_uses;
    std::unordered_map<std::string, std::size_t> m_index; ///< by raw name
    std::vector<ExhaustingCalls> m_exhausting;
    Trust m_trust = Trust::Trusted;
    std::size_t m_calls_written = 0;
};

} // namespace strata::pickle
