// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tree_verb.h"

#include "app/cli/text_width.h"
#include "app/report/safe_text.h"
#include "app/report/tree_report.h"
#include "io/formats/format.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>

namespace strata::cli {

namespace {

/// Prints rows under each other, their types and details in columns.
class TreePrinter {
public:
    TreePrinter(Printer& out, const Document& document, const Tree& tree)
        : m_out(out), m_document(document), m_tree(tree)
    {
    }

    void print(const std::vector<report::TreeSelection::Row>& rows)
    {
        measure(rows);
        for (const auto& row : rows)
            print_row(row);
    }

private:
    /// Rows that are looked at to find the columns: enough for a screen or two.
    static constexpr std::size_t rows_measured = 10'000;
    static constexpr int widest_name = 48;
    static constexpr int widest_type = 28;

    void measure(const std::vector<report::TreeSelection::Row>& rows)
    {
        for (std::size_t i = 0; i < std::min(rows.size(), rows_measured); ++i) {
            const int indent = indent_of(rows[i]);
            m_name_width = std::max(m_name_width,
                                    std::min(indent + text_width(name_of(rows[i])), widest_name));
            m_type_width =
                std::max(m_type_width, std::min(text_width(type_of(rows[i])), widest_type));
        }
    }

    void print_row(const report::TreeSelection::Row& row)
    {
        const QString name = name_of(row);
        const QString type = type_of(row);
        const int indent = indent_of(row);
        m_out.blanks(indent);
        m_out.put(name, row.level == 1 ? Style::Bold : Style::Plain);
        int owed = std::max(m_name_width - indent - text_width(name), 0) + 2;
        print_column(type, Style::Dim, owed, m_type_width);
        print_column(detail_of(row), Style::Plain, owed, 0);
        if (row.hidden != 0)
            print_column(words::plural(row.hidden, words::translate("… 1 row inside"),
                                       words::translate("… %1 rows inside")),
                         Style::Dim, owed, 0);
        m_out.line();
    }

    void print_column(const QString& text, Style style, int& owed, int width)
    {
        if (text.isEmpty()) {
            owed += width + 2;
            return;
        }
        m_out.blanks(owed);
        m_out.put(text, style);
        owed = std::max(width - text_width(text), 0) + 2;
    }

    static int indent_of(const report::TreeSelection::Row& row)
    {
        // A file may nest as deep as it likes; past this the rows no longer move to the right.
        constexpr std::uint32_t deepest = 100;
        return static_cast<int>(2 * (std::min(row.level, deepest) - 1));
    }
    [[nodiscard]] QString name_of(const report::TreeSelection::Row& row) const
    {
        return report::safe_text(words::text_of(m_tree.name(row.node)));
    }
    [[nodiscard]] QString type_of(const report::TreeSelection::Row& row) const
    {
        return report::safe_text(words::text_of(m_tree.type(row.node)));
    }
    [[nodiscard]] QString detail_of(const report::TreeSelection::Row& row) const
    {
        const Node& node = m_tree.node(row.node);
        return words::text_of(report::row_detail(m_document, node, m_tree.detail(row.node)));
    }

    Printer& m_out;
    const Document& m_document;
    const Tree& m_tree;
    int m_name_width = 0;
    int m_type_width = 0;
};

/// Levels of a JSON tree where nobody asks for more: readers of JSON give up on deep nesting.
constexpr std::uint64_t json_levels = 64;

void print_json(const Document& document, const Tree& tree, const TreeOptions& options,
                Console& console)
{
    const std::uint64_t depth = options.depth == 0 ? json_levels : options.depth;
    const report::TreeSelection selection(document, tree, depth, options.filter);
    report::JsonWriter json = console.json_writer();
    report::write_tree_report(json, document, tree, selection);
    json.finish();
    const auto cut = [](const report::TreeSelection::Row& row) {
        return row.hidden != 0;
    };
    if (options.depth == 0 && std::any_of(selection.rows().begin(), selection.rows().end(), cut))
        console.say(words::translate("Rows deeper than %1 levels are left out; --depth N goes "
                                     "further.")
                        .arg(json_levels));
}

} // namespace

ExitStatus run_tree(const TreeOptions& options, Console& console)
{
    const auto opened = open_document(options.file, console.job);
    if (!opened)
        return console.fail(opened.error(), options.file, options.json);
    const Document& document = *opened->document;
    const Tree& tree = options.file_reading ? document.file : document.main_tree();
    if (options.json) {
        print_json(document, tree, options, console);
        return ExitStatus::Fine;
    }
    const report::TreeSelection selection(document, tree, options.depth, options.filter);
    TreePrinter(console.out, document, tree).print(selection.rows());
    if (selection.rows().empty())
        console.say(options.filter.empty() ? words::translate("The file holds nothing to list.")
                                           : words::translate("No row fits the filter."));
    return ExitStatus::Fine;
}

} // namespace strata::cli
