// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/zip/zip_archive.h"

#include <map>
#include <string_view>

namespace strata::zip {

using Facts = std::vector<std::pair<std::string, std::string>>;

/// What an issue is about.
struct IssuePlace {
    std::optional<std::size_t> member;
    std::optional<std::uint64_t> offset;
};

/// Collects the issues of one archive: at most limits::findings_a_rule of a rule, the rest counted in
/// the last one's fact "more".
class IssueLog {
public:
    explicit IssueLog(Archive& archive) : m_archive(archive) {}

    /// An integrity error with what it does to the verdict.
    void error(std::string_view rule, Integrity integrity, const IssuePlace& place,
               Facts facts = {});
    void warning(std::string_view rule, Category category, const IssuePlace& place,
                 Facts facts = {});
    /// Writes the counts; call it once, at the end.
    void finish();

private:
    void add(Issue issue);

    Archive& m_archive;
    std::map<std::string, std::uint64_t, std::less<>> m_counts;
};

} // namespace strata::zip
