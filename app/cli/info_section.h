// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/text_table.h"

namespace strata::cli {

/// Values are cut after so many characters; `--json` has them whole.
inline constexpr std::size_t value_columns = 100;

/// How many of a section's rows are printed: a list that fits a screen whole, of a longer one the
/// start.
[[nodiscard]] std::size_t rows_shown(std::size_t all);

/// A title, its rows and how many more of them `--json` lists. Nothing for an empty table.
void print_section(Printer& out, const QString& title, const TextTable& table, std::size_t all);

/// A row of a name and a value; no row for an empty value, which the format does not have.
void add_fact(TextTable& table, const QString& name, const QString& value,
              Style style = Style::Plain);

} // namespace strata::cli
