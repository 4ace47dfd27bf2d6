// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/machine_log.h"

#include "io/base/limits.h"

namespace strata::pickle {

void FindingLog::add(std::string_view rule, Severity severity, Category category,
                     std::uint64_t offset, Facts facts)
{
    Seen& seen = m_seen[rule];
    if (seen.count++ >= limits::findings_a_rule)
        return;
    seen.last = m_findings.size();
    Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.category = category;
    finding.offset = offset;
    finding.facts = std::move(facts);
    m_findings.push_back(std::move(finding));
}

std::vector<Finding> FindingLog::take() &&
{
    for (const auto& [rule, seen] : m_seen) {
        if (seen.count > limits::findings_a_rule)
            m_findings[seen.last].facts.emplace_back(
                "more", std::to_string(seen.count - limits::findings_a_rule));
    }
    return std::move(m_findings);
}

void MachineLog::damage(std::string_view rule, std::uint64_t offset, Facts facts)
{
    integrity = Integrity::Incomplete;
    findings.add(rule, Severity::Error, Category::Integrity, offset, std::move(facts));
}

void MachineLog::ambiguous(std::string_view rule, std::uint64_t offset, Facts facts)
{
    // A file that breaks off is the graver fact.
    if (integrity == Integrity::Complete)
        integrity = Integrity::Ambiguous;
    findings.add(rule, Severity::Warning, Category::Integrity, offset, std::move(facts));
}

} // namespace strata::pickle
