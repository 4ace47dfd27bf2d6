// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/page.h"

namespace strata::report {

/// Our own words, and what they name of the file, as Markdown's plain text: safe_text() with
/// everything that means something in Markdown, in HTML or to those who make links of addresses
/// escaped. For inside a line, a list item or a cell of a table.
[[nodiscard]] QString markdown_text(const QString& text);
/// Text of a file as a span of code, in which nothing means anything; its fence is longer than any
/// run of backticks in it. A "|" is escaped as tables need it where `in_table`.
[[nodiscard]] QString markdown_code(const QString& text, bool in_table);

/// The page as Markdown with the tables of GitHub; without pictures.
[[nodiscard]] QByteArray markdown_of(const Page& page);

} // namespace strata::report
