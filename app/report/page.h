// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

/// A report for people before it is written as HTML or Markdown: what is said, not how it looks.
/// Its texts are as the file has them; whoever writes them escapes them.
namespace strata::report {

/// How grave a text is; never said by colour alone.
enum class Tone : std::uint8_t { Plain, Quiet, Good, Note, Warning, Error };

struct Cell {
    QString text;
    bool code = false;   ///< in the fixed font: a name, a shape, a value of the file, a number
    bool number = false; ///< a number of ours, which is code in the fixed font but nobody's text
    Tone tone = Tone::Plain;
    int level = 0;               ///< how deep it stands under the rows above it
    std::optional<double> share; ///< a bar: -1 to 1 of its width, a negative one to the left
    std::optional<Histogram> histogram;
    /// Drawn over it as a line, and over the same edges: the other of two that are compared.
    std::optional<Histogram> other_histogram;
};

struct Column {
    QString head;
    bool to_the_right = false; ///< numbers
};

/// Rows under heads; without heads the first cell of each row names the others.
struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    std::uint64_t left_out = 0; ///< rows that there are beside these
};

struct Section {
    QString title;
    Table table;
    std::vector<std::pair<QString, Cell>> totals; ///< captions and values under the table
    QString note;                                 ///< a sentence under it
};

struct Notice {
    Tone tone = Tone::Plain;
    QString headline;
    QString sentence;
};

struct FindingNotice {
    Tone tone = Tone::Note;
    QString severity; ///< "Error"
    QString message;
    QString place; ///< "byte 298, in object/tokenizer", or empty
    QString call;  ///< what would run, or empty
    QString why;
    QString remedy;
};

struct Page {
    QString title;
    QString subtitle;
    std::vector<std::pair<QString, Cell>> strip; ///< captions and values: what it is at a glance
    std::vector<Notice> notices;                 ///< the verdict
    std::vector<FindingNotice> findings;         ///< the gravest first
    std::uint64_t findings_left_out = 0;
    std::vector<Section> sections;
};

/// Rows of a long table that are written; the others are counted.
inline constexpr std::size_t rows_of_page = 500;
/// Rows of what nobody reads to its end: importances, trees, coefficients.
inline constexpr std::size_t rows_of_list = 100;
/// Characters of a text of the file that are written.
inline constexpr qsizetype longest_text = 300;

/// A text of the file, cut in its middle where it is very long.
[[nodiscard]] QString cut_text(const QString& text, qsizetype longest = longest_text);
/// A cell of our own words.
[[nodiscard]] Cell words_cell(const QString& text, Tone tone = Tone::Plain);
/// A cell of the file's, cut by cut_text().
[[nodiscard]] Cell code_cell(const QString& text, Tone tone = Tone::Plain);
/// A count, size or figure, as words/number_words.h writes it.
[[nodiscard]] Cell number_cell(const QString& text);

/// Adds a row of a name and a value; nothing for an empty value, which the file does not have.
void add_fact(Table& table, const QString& name, const Cell& value);
/// Adds a section unless it is empty, without the columns in which no row says anything.
void add_section(Page& page, Section section);

} // namespace strata::report
