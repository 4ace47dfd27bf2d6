// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_table.h"

#include "app/cli/text_width.h"
#include "app/report/safe_text.h"

#include <QStringList>

#include <algorithm>

namespace strata::cli {

namespace {

/// A cell that is wider does not push the other rows to the right.
constexpr int widest_column = 60;

} // namespace

void TextTable::add(Row row)
{
    for (Cell& cell : row)
        cell.text = report::safe_text(cell.text);
    m_rows.push_back(std::move(row));
}

void TextTable::add_head(const QStringList& heads)
{
    Row row;
    for (const QString& head : heads)
        row.push_back({head, Style::Bold});
    m_rows.push_back(std::move(row));
}

void TextTable::print(Printer& out, int indent) const
{
    const std::vector<int> columns = widths();
    for (const Row& row : m_rows) {
        out.blanks(indent);
        print_row(out, row, columns);
    }
}

std::vector<int> TextTable::widths() const
{
    std::vector<int> widths(m_columns.size(), 0);
    for (const Row& row : m_rows) {
        for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i)
            widths[i] = std::max(widths[i], std::min(text_width(row[i].text), widest_column));
    }
    return widths;
}

void TextTable::print_row(Printer& out, const Row& row, const std::vector<int>& widths) const
{
    // Blanks are owed until there is text after them, so that no line ends in blanks.
    int owed = 0;
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
        const int gap = std::max(widths[i] - text_width(row[i].text), 0);
        const bool right = m_columns[i] == Align::Right;
        if (!row[i].text.isEmpty()) {
            out.blanks(owed + (right ? gap : 0));
            out.put(row[i].text, row[i].style);
            owed = right ? 2 : gap + 2;
        } else {
            owed += gap + 2;
        }
    }
    out.line();
}

} // namespace strata::cli
