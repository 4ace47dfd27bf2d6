// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/page.h"

#include <algorithm>

namespace strata::report {

namespace {

bool is_empty(const std::vector<Cell>& row, std::size_t column)
{
    return column >= row.size() ||
           (row[column].text.isEmpty() && !row[column].share && !row[column].histogram);
}

/// What no row says has no column. Facts have none.
void drop_empty_columns(Table& table)
{
    for (std::size_t column = table.columns.size(); column-- > 0;) {
        const bool empty =
            std::all_of(table.rows.begin(), table.rows.end(),
                        [&](const std::vector<Cell>& row) { return is_empty(row, column); });
        if (!empty)
            continue;
        const auto place = static_cast<std::ptrdiff_t>(column);
        table.columns.erase(table.columns.begin() + place);
        for (std::vector<Cell>& row : table.rows) {
            if (column < row.size())
                row.erase(row.begin() + place);
        }
    }
}

} // namespace

QString cut_text(const QString& text, qsizetype longest)
{
    if (text.size() <= longest)
        return text;
    QString left = text.left(longest / 2);
    QString right = text.right(longest - longest / 2 - 1);
    // Not between the halves of one character.
    if (left.back().isHighSurrogate())
        left.chop(1);
    if (right.front().isLowSurrogate())
        right.remove(0, 1);
    return left + QChar(0x2026) + right;
}

Cell words_cell(const QString& text, Tone tone)
{
    Cell cell;
    cell.text = text;
    cell.tone = tone;
    return cell;
}

Cell code_cell(const QString& text, Tone tone)
{
    Cell cell = words_cell(cut_text(text), tone);
    cell.code = true;
    return cell;
}

Cell number_cell(const QString& text)
{
    Cell cell = code_cell(text);
    cell.number = true;
    return cell;
}

void add_fact(Table& table, const QString& name, const Cell& value)
{
    if (!value.text.isEmpty())
        table.rows.push_back({words_cell(name, Tone::Quiet), value});
}

void add_section(Page& page, Section section)
{
    if (section.table.rows.empty())
        return;
    drop_empty_columns(section.table);
    page.sections.push_back(std::move(section));
}

} // namespace strata::report
