// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/scan_report.h"

#include <set>
#include <string>
#include <vector>

namespace strata::report {

/// Findings as SARIF 2.1.0, the format that code hosts and editors read: one run, one result a
/// finding, each with the file, the byte and the path inside the file.
class SarifReport {
public:
    enum class Scope : std::uint8_t { Scan, Everything };

    explicit SarifReport(JsonWriter& json, Scope scope = Scope::Scan);
    void add(const ScannedFile& file);
    void finish();

private:
    void add_finding(const ScannedFile& file, const Finding& finding);
    void add_failure(const ScannedFile& file);
    void write_result(const char* level, const std::string& rule, const std::string& text);
    void write_place(const std::string& path, std::optional<std::uint64_t> offset,
                     const std::vector<std::string>& logical);

    JsonWriter& m_json;
    Scope m_scope;
    std::set<std::string> m_rules;
};

} // namespace strata::report
