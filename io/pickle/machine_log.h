// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/read_pickle.h"

#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace strata::pickle {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// Findings, at most limits::findings_a_rule of one rule; the rest is counted in the last one's
/// fact "more".
class FindingLog {
public:
    void add(std::string_view rule, Severity severity, Category category, std::uint64_t offset,
             Facts facts = {});
    [[nodiscard]] bool has(std::string_view rule) const { return m_seen.contains(rule); }
    [[nodiscard]] std::vector<Finding> take() &&;

private:
    struct Seen {
        std::uint64_t count = 0;
        std::size_t last = 0;
    };
    std::vector<Finding> m_findings;
    std::unordered_map<std::string_view, Seen> m_seen; ///< keys are the constants of rules.h
};

/// The bytes behind a wrapper of joblib's, up to the end of its array.
struct InlineBytes {
    std::uint64_t offset = 0;
    std::uint64_t end = 0;
};

/// What the machine notes while it reads, for the verdict. Shared by all streams of a document.
struct MachineLog {
    FindingLog findings;
    Integrity integrity = Integrity::Complete;
    bool computed_import = false;  ///< a STACK_GLOBAL operand that is no written text
    bool import_of_result = false; ///< one that is the result of a call or import
    bool needs_review = false;     ///< computed calls, persistent ids, extension codes
    std::vector<Stream> nested_streams;
    std::vector<ObjectId> dropped;            ///< constructed objects that were popped or left over
    std::vector<ObjectId> checked_calls;      ///< calls whose arguments matter
    std::vector<ObjectId> sized_calls;        ///< calls whose arguments say how much they make
    std::vector<ObjectId> external_wrappers;  ///< joblib's old wrappers with sibling files
    std::vector<ObjectId> may_nest;           ///< bytes and text that could be a pickle
    std::vector<InlineBytes> second_readings; ///< arrays that a plain loader would read as opcodes
    std::uint64_t underflows = 0;             ///< operands missing from the stack, or marks
    std::uint64_t unknown_names = 0;     ///< STACK_GLOBAL on unset memo slots, before any underflow
    std::uint64_t shared_containers = 0; ///< containers put where they are not made (GET, DUP)
    std::uint64_t persistent_ids = 0;
    ObjectId first_persistent_id = ObjectId::none;
    std::uint64_t external_buffers = 0;
    std::uint64_t first_external_buffer = 0;
    std::unordered_map<std::uint32_t, std::pair<std::uint64_t, std::uint64_t>>
        extension_codes; ///< code → (count, first offset)
    JoblibFacts joblib;
    std::uint64_t opcode_count = 0;

    /// Notes something that keeps the file from being complete.
    void damage(std::string_view rule, std::uint64_t offset, Facts facts = {});
    void ambiguous(std::string_view rule, std::uint64_t offset, Facts facts = {});
};

} // namespace strata::pickle
