// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/info_section.h"

#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

namespace strata::cli {

using words::translate;

std::size_t rows_shown(std::size_t all)
{
    constexpr std::size_t most_rows = 40;
    constexpr std::size_t rows_of_many = 12;
    return all <= most_rows ? all : rows_of_many;
}

void print_section(Printer& out, const QString& title, const TextTable& table, std::size_t all)
{
    if (table.empty())
        return;
    out.line();
    out.line(title, Style::Bold);
    table.print(out, 2);
    if (all > rows_shown(all))
        out.line(QStringLiteral("  ") + translate("… and %1 more, which --json lists")
                                            .arg(words::count(all - rows_shown(all))),
                 Style::Dim);
}

void add_fact(TextTable& table, const QString& name, const QString& value, Style style)
{
    if (!value.isEmpty())
        table.add({{name, Style::Dim}, {value, style}});
}

} // namespace strata::cli
