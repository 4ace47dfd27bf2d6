// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/text_table.h"
#include "io/model/document.h"

#include <string>

namespace strata::cli {

/// Several files to choose from, a line for each.
class InfoTable {
public:
    explicit InfoTable(bool sha256);
    void add(const std::string& path, const Document& document, const std::string& sha256);
    void add_unread(const std::string& path);
    void print(Printer& out) const { m_table.print(out); }

private:
    TextTable m_table;
};

/// A verdict's colour.
[[nodiscard]] Style trust_style(std::optional<Trust> trust);
[[nodiscard]] Style integrity_style(Integrity integrity);
[[nodiscard]] Style severity_style(Severity severity);

} // namespace strata::cli
