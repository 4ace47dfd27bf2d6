// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/summary_parts.h"
#include "io/keras/text_cells.h"

#include <algorithm>
#include <cmath>

namespace strata::keras {

namespace {

enum class Align { Left, Right, Center };

struct Column {
    std::string header;
    Align align = Align::Left;
    double end = 0;        ///< as a part of the line
    std::size_t width = 0; ///< of its text, in cells
};

using Cells = std::vector<std::u32string>; ///< the lines of one cell

/// Keras refuses a console in which a column would be narrower.
constexpr int narrowest_column = 4;

std::vector<Column> make_columns(const Summary& summary, const SummaryOptions& options)
{
    std::vector<Column> columns;
    if (summary.sequential_like)
        columns = {{"Layer (type)", Align::Left, 0.45},
                   {"Output Shape", Align::Left, 0.80},
                   {"Param #", Align::Right, 1.0}};
    else
        columns = {{"Layer (type)", Align::Left, 0.3},
                   {"Output Shape", Align::Left, 0.56},
                   {"Param #", Align::Right, 0.74},
                   {"Connected to", Align::Left, 1.0}};
    if (!options.show_trainable)
        return columns;
    for (Column& column : columns)
        column.end *= 0.90;
    columns.push_back({"Trainable", Align::Center, 1.0});
    return columns;
}

int narrowest(const std::vector<Column>& columns, int length)
{
    int least = length;
    int before = 0;
    for (const Column& column : columns) {
        const int at = static_cast<int>(column.end * length);
        least = std::min(least, at - before);
        before = at;
    }
    return least;
}

/// The frame needs room that the columns' shares of the line do not leave: it is taken from them in
/// turn, as evenly as rounding (half to even) allows.
void set_widths(std::vector<Column>& columns, int length)
{
    const int count = static_cast<int>(columns.size());
    int excess = 3 * count + 1;
    int before = 0;
    for (int i = 0; i < count; ++i) {
        Column& column = columns[static_cast<std::size_t>(i)];
        const int at = static_cast<int>(column.end * length);
        const int taken = static_cast<int>(std::nearbyint(double(excess) / (count - i)));
        const int outer = at - before + 2 - taken;
        column.width = static_cast<std::size_t>(std::max(outer - 2, 1));
        excess -= taken;
        before = at;
    }
}

std::u32string fitted(std::u32string line, std::size_t width)
{
    // Rich takes blanks off by characters, and measures by cells only then.
    while (line.size() > width && line.back() == U' ')
        line.pop_back();
    if (cell_width(line) <= width)
        return line;
    while (cell_width(line) > width - 1 && !line.empty())
        line.pop_back();
    return line + U'…';
}

std::string padded(std::u32string line, const Column& column)
{
    if (column.align != Align::Left) {
        while (!line.empty() && line.back() == U' ')
            line.pop_back();
    }
    line = fitted(std::move(line), column.width);
    const std::size_t room = column.width - std::min(cell_width(line), column.width);
    const std::size_t left = column.align == Align::Left    ? 0
                             : column.align == Align::Right ? room
                                                            : room / 2;
    return " " + std::string(left, ' ') + utf8(line) + std::string(room - left, ' ') + " ";
}

std::string rule(const std::vector<Column>& columns, const char* left, const char* line,
                 const char* cross, const char* right)
{
    std::string out = left;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        out += i == 0 ? "" : cross;
        for (std::size_t cell = 0; cell < columns[i].width + 2; ++cell)
            out += line;
    }
    return out + right + "\n";
}

/// A row of the table; cells of fewer lines stand at its top, or at its bottom.
std::string table_row(const std::vector<Column>& columns, const std::vector<std::string>& fields,
                      const char* frame, bool at_bottom)
{
    std::vector<Cells> cells;
    std::size_t height = 1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        cells.push_back(wrap_cells(code_points(fields[i]), columns[i].width, Overflow::Ellipsis));
        height = std::max(height, cells.back().size());
    }
    std::string out;
    for (std::size_t line = 0; line < height; ++line) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::size_t above = at_bottom ? height - cells[i].size() : 0;
            const bool there = line >= above && line - above < cells[i].size();
            out += frame + padded(there ? cells[i][line - above] : std::u32string(), columns[i]);
        }
        out += std::string(frame) + "\n";
    }
    return out;
}

/// Python's text of what Keras formats a shape to: no comma behind a single size.
std::string format_shape(const SymbolicShape& shape)
{
    std::string text = shape_text(shape);
    if (shape.size() == 1)
        text.erase(text.size() - 2, 1);
    return text;
}

std::string shapes_text(const std::vector<SymbolicShape>& shapes)
{
    if (shapes.empty())
        return "?";
    if (shapes.size() == 1)
        return format_shape(shapes.front());
    std::string text;
    for (const SymbolicShape& shape : shapes)
        text += (text.empty() ? "[" : ", ") + format_shape(shape);
    return text + "]";
}

std::vector<std::string> fields_of(const SummaryRow& row, const Summary& summary,
                                   const SummaryOptions& options)
{
    std::string prefix;
    for (std::size_t level = 0; level < row.level; ++level)
        prefix += "   ";
    if (row.level != 0)
        prefix += "└ ";
    std::vector<std::string> fields = {prefix + row.name + " (" + row.class_name + ")",
                                       shapes_text(row.output_shapes),
                                       row.parameters ? with_commas(*row.parameters) : "?"};
    if (!summary.sequential_like) {
        std::string connections;
        for (const std::string& source : row.connected_to)
            connections += (connections.empty() ? "" : ", ") + source;
        fields.push_back(connections.empty() || row.level != 0 ? "-" : connections);
    }
    if (options.show_trainable)
        fields.emplace_back(!row.has_weights ? "-" : row.trainable ? "Y" : "N");
    return fields;
}

std::string total_line(const char* name, const SummaryTotal& total)
{
    return std::string(" ") + name + " params: " + with_commas(total.parameters) + " (" +
           memory_text(total.bytes, "B") + ")\n";
}

SummaryTotal sum(const Summary& summary)
{
    SummaryTotal sum = summary.total();
    return sum += summary.optimizer.value_or(SummaryTotal());
}

} // namespace

std::string keras3_text(const Summary& summary, const SummaryOptions& options)
{
    std::vector<Column> columns = make_columns(summary, options);
    const int wanted = (summary.sequential_like ? 88 : 108) + (options.show_trainable ? 12 : 0);
    int length = std::clamp(options.columns - 4, 1, wanted);
    while (narrowest(columns, length) < narrowest_column)
        ++length;
    set_widths(columns, length);

    std::string out;
    const auto width = static_cast<std::size_t>(std::max(options.columns, 1));
    for (std::u32string line :
         wrap_cells(code_points("Model: \"" + summary.model_name + "\""), width, Overflow::Fold)) {
        while (cell_width(line) > width && !line.empty() && line.back() == U' ')
            line.pop_back();
        out += utf8(line) + "\n";
    }
    std::vector<std::string> headers;
    for (const Column& column : columns)
        headers.push_back(column.header);
    out += rule(columns, "┏", "━", "┳", "┓");
    out += table_row(columns, headers, "┃", true);
    const auto lines = shown_rows(summary, options.expand_nested);
    out += lines.empty() ? rule(columns, "└", "─", "┴", "┘") : rule(columns, "┡", "━", "╇", "┩");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        out += table_row(columns, fields_of(*lines[i], summary, options), "│", false);
        out += i + 1 < lines.size() ? rule(columns, "├", "─", "┼", "┤")
                                    : rule(columns, "└", "─", "┴", "┘");
    }
    out += total_line("Total", sum(summary)) + total_line("Trainable", summary.trainable) +
           total_line("Non-trainable", summary.non_trainable);
    if (summary.optimizer)
        out += total_line("Optimizer", *summary.optimizer);
    return out;
}

} // namespace strata::keras
