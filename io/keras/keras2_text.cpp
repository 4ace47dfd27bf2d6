// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/summary_parts.h"
#include "io/keras/text_cells.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace strata::keras {

namespace {

/// How the text changed between versions.
struct Manner {
    bool tf_keras = true; ///< TensorFlow's own, not the standalone Keras of before
    int minor = 15;       ///< of version 2

    /// Cells that do not fit go on in the next line.
    [[nodiscard]] bool wraps() const { return minor >= 7; }
    [[nodiscard]] bool new_totals() const { return minor >= 13; }
};

Manner manner_of(const std::string& version)
{
    Manner manner;
    if (!version.starts_with("2."))
        return manner;
    int minor = 0;
    std::from_chars(version.data() + 2, version.data() + version.size(), minor);
    manner.minor = minor;
    // tf.keras called itself 2.2.4-tf and 2.3.0-tf (TensorFlow 1.14 to 2.3); what has a number from
    // 2.4 on is TensorFlow's.
    manner.tf_keras = minor >= 4 || version.find("-tf") != std::string::npos;
    return manner;
}

class Table {
public:
    Table(const Summary& summary, const SummaryOptions& options)
        : m_summary(summary), m_options(options), m_manner(manner_of(summary.version))
    {
        const bool connected = !summary.sequential_like;
        m_length = connected ? (m_manner.tf_keras || m_manner.minor > 0 ? 98 : 100) : 65;
        std::vector<double> ends = {0.45, 0.85, 1.0};
        if (connected && m_manner.new_totals())
            ends = {0.3, 0.6, 0.70, 1.0};
        else if (connected)
            ends = {0.33, 0.55, 0.67, 1.0};
        for (const double end : ends)
            m_ends.push_back(static_cast<std::size_t>(static_cast<double>(m_length) * end));
        if (options.show_trainable) {
            m_length += 11;
            m_ends.push_back(m_length);
        }
    }

    std::string text()
    {
        line("Model: \"" + m_summary.model_name + "\"");
        line(std::string(m_length, '_'));
        std::vector<std::string> header = {"Layer (type)", "Output Shape", "Param #"};
        if (!m_summary.sequential_like)
            header.emplace_back("Connected to");
        if (m_options.show_trainable)
            header.emplace_back("Trainable");
        print(header, 0);
        line(std::string(m_length, '='));
        print_rows();
        line(std::string(m_length, '='));
        print_totals();
        line(std::string(m_length, '_'));
        return std::move(m_out);
    }

private:
    void line(const std::string& text) { m_out += text + "\n"; }
    void line(const std::u32string& text) { line(utf8(text)); }

    [[nodiscard]] std::size_t line_room(std::size_t level) const
    {
        return m_length - std::min(2 * level, m_length);
    }
    void ruled(std::size_t level, const char* inner)
    {
        std::string text(level, '|');
        for (std::size_t cell = 0; cell < line_room(level); ++cell)
            text += inner;
        line(text + std::string(level, '|'));
    }

    [[nodiscard]] std::string shapes(const SummaryRow& row) const
    {
        if (row.output_shapes.empty())
            return "multiple";
        const bool input = row.class_name == "InputLayer" && m_manner.tf_keras;
        return row.output_shapes.size() == 1 && !input ? shape_text(row.output_shapes.front())
                                                       : python_shapes(row.output_shapes);
    }

    /// Of a layer in a model inside, none: its calls are not the model's own.
    [[nodiscard]] static std::string connections(const SummaryRow& row)
    {
        std::string text;
        for (const std::string& source :
             row.level == 0 ? row.connected_to : std::vector<std::string>())
            text += (text.empty() ? "'" : ", '") + source + "'";
        return "[" + text + "]";
    }

    void print_row(const SummaryRow& row)
    {
        std::vector<std::string> fields = {row.name + " (" + row.class_name + ")", shapes(row),
                                           row.parameters ? std::to_string(*row.parameters) : "?"};
        const bool one_each = !m_manner.wraps() && !m_summary.sequential_like;
        if (!m_summary.sequential_like)
            fields.push_back(!one_each                  ? connections(row)
                             : row.connected_to.empty() ? std::string()
                                                        : row.connected_to.front());
        if (m_options.show_trainable)
            fields.emplace_back(row.trainable ? "Y" : "N");
        print(fields, row.level);
        for (std::size_t i = 1; one_each && i < row.connected_to.size(); ++i)
            print({"", "", "", row.connected_to[i]}, row.level);
    }

    /// Rows; behind each an empty line, but not behind the last one inside a model, nor behind it.
    void print_rows()
    {
        const auto rows = shown_rows(m_summary, m_options.expand_nested && m_manner.wraps());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::size_t level = rows[i]->level;
            print_row(*rows[i]);
            if (!m_manner.wraps()) {
                if (i + 1 < rows.size())
                    line(std::string(m_length, '_'));
                continue;
            }
            const std::size_t next = i + 1 < rows.size() ? rows[i + 1]->level : 0;
            if (next > level) {
                ruled(next, "¯");
                continue;
            }
            if (next == level)
                ruled(level, " ");
            for (std::size_t closed = level; closed > next; --closed)
                ruled(closed - 1, "¯");
        }
    }

    void print(const std::vector<std::string>& fields, std::size_t level)
    {
        if (m_manner.wraps())
            print_wrapped(fields, level);
        else
            print_cut(fields);
    }

    void print_cut(const std::vector<std::string>& fields)
    {
        std::u32string text;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (i > 0 && !text.empty())
                text.back() = U' ';
            text += code_points(fields[i]);
            text.resize(m_ends[i], U' ');
        }
        line(text);
    }

    /// How much of a cell stands on one line: what fits, but no more than up to the end of a tuple.
    [[nodiscard]] std::size_t cut_of(std::u32string_view text, std::size_t column,
                                     std::size_t level) const
    {
        const bool last = column + 1 == m_ends.size();
        std::size_t cut = m_ends[column] - (column == 0 ? 0 : m_ends[column - 1]);
        cut -= last ? 0 : 2;
        if (m_manner.new_totals()) {
            cut -= last ? 0 : 1;
            cut -= column == 0 ? std::min(level, cut - 1) : 0;
        }
        const std::u32string_view fit = text.substr(0, cut);
        std::size_t best = std::u32string_view::npos;
        for (const std::u32string_view end : {U"),", U"},", U"],", U"',"}) {
            const std::size_t at = fit.find(end);
            if (at != std::u32string_view::npos)
                best = std::min(best, at + 2);
        }
        return best == std::u32string_view::npos ? cut : best;
    }

    void print_wrapped(const std::vector<std::string>& fields, std::size_t level)
    {
        std::vector<std::u32string> left;
        for (const std::string& field : fields)
            left.push_back(code_points(field));
        const auto any_left = [&] {
            return std::any_of(left.begin(), left.end(),
                               [](const std::u32string& text) { return !text.empty(); });
        };
        while (any_left()) {
            std::u32string text = std::u32string(level, U'|') + U' ';
            for (std::size_t column = 0; column < left.size(); ++column) {
                const bool last = column + 1 == m_ends.size();
                const std::size_t cut =
                    std::min(cut_of(left[column], column, level), left[column].size());
                text += left[column].substr(0, cut) + std::u32string(last ? 0 : 2, U' ');
                left[column].erase(0, cut);
                // Nested deeper than the column is wide, there is nothing left to fill.
                const std::size_t narrower =
                    last || !m_manner.new_totals() ? std::min(level, m_ends[column]) : 0;
                text.resize(std::max(text.size(), m_ends[column] - narrower), U' ');
            }
            line(text + std::u32string(level, U'|'));
        }
    }

    void print_totals()
    {
        const auto total = [&](const char* name, const SummaryTotal& value) {
            line(std::string(name) + "params: " +
                 (m_manner.new_totals() ? std::to_string(value.parameters) + " (" +
                                              memory_text(value.bytes, "Byte") + ")"
                                        : with_commas(value.parameters)));
        };
        total("Total ", m_summary.total());
        total("Trainable ", m_summary.trainable);
        total("Non-trainable ", m_summary.non_trainable);
    }

    const Summary& m_summary;
    const SummaryOptions& m_options;
    Manner m_manner;
    std::size_t m_length = 0;
    std::vector<std::size_t> m_ends;
    std::string m_out;
};

} // namespace

std::string keras2_text(const Summary& summary, const SummaryOptions& options)
{
    return Table(summary, options).text();
}

} // namespace strata::keras
