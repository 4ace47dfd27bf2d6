// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/zip/issue_log.h"

#include "io/base/limits.h"

#include <algorithm>

namespace strata::zip {

void IssueLog::error(std::string_view rule, Integrity integrity, const IssuePlace& place,
                     Facts facts)
{
    Issue issue;
    issue.finding.rule = rule;
    issue.finding.severity = Severity::Error;
    issue.finding.category = Category::Integrity;
    issue.finding.offset = place.offset;
    issue.finding.facts = std::move(facts);
    issue.integrity = integrity;
    issue.member = place.member;
    add(std::move(issue));
}

void IssueLog::warning(std::string_view rule, Category category, const IssuePlace& place,
                       Facts facts)
{
    Issue issue;
    issue.finding.rule = rule;
    issue.finding.severity = Severity::Warning;
    issue.finding.category = category;
    issue.finding.offset = place.offset;
    issue.finding.facts = std::move(facts);
    issue.member = place.member;
    add(std::move(issue));
}

void IssueLog::add(Issue issue)
{
    if (++m_counts[issue.finding.rule] > limits::findings_a_rule)
        return;
    if (issue.member)
        issue.finding.facts.emplace(issue.finding.facts.begin(), "member",
                                    m_archive.members[*issue.member].name);
    m_archive.issues.push_back(std::move(issue));
}

void IssueLog::finish()
{
    auto& issues = m_archive.issues;
    for (const auto& counted : m_counts) {
        if (counted.second <= limits::findings_a_rule)
            continue;
        const auto last = std::find_if(issues.rbegin(), issues.rend(), [&](const Issue& each) {
            return each.finding.rule == counted.first;
        });
        if (last != issues.rend())
            last->finding.facts.emplace_back(
                "more", std::to_string(counted.second - limits::findings_a_rule));
    }
}

} // namespace strata::zip
