// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/values_text.h"

#include "app/cli/text_width.h"
#include "app/report/safe_text.h"
#include "io/analysis/item_number.h"
#include "io/base/checked.h"
#include "widgets/words/tensor_items.h"
#include "widgets/words/translation.h"

#include <algorithm>

namespace strata::cli {

namespace {

/// The values of a part as texts, by their position in C order.
class ItemTexts {
public:
    ItemTexts(const Document& document, const report::ReadValues& values)
        : m_dtype(document.tensor(values.tensor).dtype), m_values(values)
    {
    }

    [[nodiscard]] bool is_missing(std::uint64_t index) const
    {
        return !m_values.missing.empty() && m_values.missing[index];
    }
    /// Empty for one that is missing.
    [[nodiscard]] std::string text(std::uint64_t index) const
    {
        if (is_missing(index))
            return {};
        if (m_dtype.type == ScalarType::Object) {
            const Value& value = m_values.objects[index];
            return value.kind() == Value::Kind::Text ? value.as_text() : value.repr();
        }
        const std::uint64_t size = m_dtype.item_size;
        return words::item_text(m_dtype, std::span(m_values.items).subspan(index * size, size));
    }
    [[nodiscard]] QString safe(std::uint64_t index) const
    {
        if (is_missing(index))
            return words::translate("missing");
        return report::safe_text(words::text_of(text(index)));
    }
    /// Numbers stand to the right.
    [[nodiscard]] bool to_the_right() const { return m_dtype.is_numeric(); }

private:
    const DType& m_dtype;
    const report::ReadValues& m_values;
};

/// Rows and columns of the last two axes; a vector is one column.
struct Grid {
    std::uint64_t rows = 1;
    std::uint64_t columns = 1;
};

Grid grid_of(const Shape& shape)
{
    const std::size_t rank = shape.size();
    if (rank == 0)
        return {};
    if (rank == 1)
        return {shape[0], 1};
    return {shape[rank - 2], shape[rank - 1]};
}

/// "[0, 2]" for the number of a grid among the outer axes.
QString outer_index(const Shape& shape, std::uint64_t number)
{
    QString text;
    for (std::size_t axis = shape.size() - 2; axis-- > 0;) {
        text = QString::number(number % shape[axis]) + QLatin1String(text.isEmpty() ? "" : ", ") +
               text;
        number /= shape[axis];
    }
    return QStringLiteral("[%1]").arg(text);
}

void print_one_grid(Printer& out, const ItemTexts& texts, const Grid& grid, std::uint64_t first)
{
    std::vector<int> widths(grid.columns, 0);
    for (std::uint64_t i = 0; i < grid.rows * grid.columns; ++i) {
        int& width = widths[i % grid.columns];
        width = std::max(width, text_width(texts.safe(first + i)));
    }
    for (std::uint64_t row = 0; row < grid.rows; ++row) {
        for (std::uint64_t column = 0; column < grid.columns; ++column) {
            const QString text = texts.safe(first + row * grid.columns + column);
            const int gap = widths[column] - text_width(text);
            const bool last = column + 1 == grid.columns;
            out.blanks(column == 0 ? 0 : 2);
            out.blanks(texts.to_the_right() ? gap : 0);
            out.put(text);
            out.blanks(texts.to_the_right() || last ? 0 : gap);
        }
        out.line();
    }
}

std::string csv_field(std::string text)
{
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted.push_back('"');
        quoted.push_back(c);
    }
    return quoted + '"';
}

} // namespace

void print_grid(Printer& out, const Document& document, const report::ReadValues& values)
{
    const ItemTexts texts(document, values);
    const Grid grid = grid_of(values.shape);
    const std::uint64_t each = grid.rows * grid.columns;
    const std::uint64_t all = checked_product(values.shape).value_or(0);
    for (std::uint64_t first = 0; first < all; first += each) {
        if (values.shape.size() > 2) {
            if (first > 0)
                out.line();
            out.line(outer_index(values.shape, first / each), Style::Dim);
        }
        print_one_grid(out, texts, grid, first);
    }
}

void print_csv(Printer& out, const Document& document, const report::ReadValues& values)
{
    const ItemTexts texts(document, values);
    const std::uint64_t columns = values.shape.size() < 2 ? 1 : values.shape.back();
    const std::uint64_t all = checked_product(values.shape).value_or(0);
    for (std::uint64_t i = 0; i < all; ++i) {
        // A terminal gets no control characters; a pipe gets the values as they are.
        const std::string field =
            csv_field(out.is_terminal() && !texts.is_missing(i) ? texts.safe(i).toStdString()
                                                                : texts.text(i));
        out.raw(field);
        out.raw((i + 1) % columns == 0 ? "\n" : ",");
    }
}

std::vector<float> widened(const DType& dtype, std::span<const std::byte> items)
{
    std::vector<float> wide;
    wide.reserve(items.size() / dtype.item_size);
    for (std::size_t at = 0; at < items.size(); at += dtype.item_size)
        wide.push_back(static_cast<float>(item_number(dtype, items.subspan(at, dtype.item_size))));
    return wide;
}

} // namespace strata::cli
