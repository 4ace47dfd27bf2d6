// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/printer.h"

#include <vector>

namespace strata::cli {

/// Cells in aligned columns: text to the left, numbers to the right.
class TextTable {
public:
    struct Cell {
        QString text;
        Style style = Style::Plain;
    };
    using Row = std::vector<Cell>;
    enum class Align { Left, Right };

    explicit TextTable(std::vector<Align> columns) : m_columns(std::move(columns)) {}

    void add(Row row);
    /// A row of column heads.
    void add_head(const QStringList& heads);
    [[nodiscard]] bool empty() const { return m_rows.empty(); }
    void print(Printer& out, int indent = 0) const;

private:
    [[nodiscard]] std::vector<int> widths() const;
    void print_row(Printer& out, const Row& row, const std::vector<int>& widths) const;

    std::vector<Align> m_columns;
    std::vector<Row> m_rows;
};

} // namespace strata::cli
