// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/histogram_text.h"

#include "widgets/words/number_column.h"
#include "widgets/words/number_words.h"

#include <algorithm>
#include <array>

namespace strata::cli {

namespace {

constexpr std::uint64_t eighths = 8;
constexpr std::uint64_t rows = 8;
constexpr std::size_t most_columns = 96;

/// A block that fills so many eighths of its cell from below.
QChar block(std::uint64_t filled)
{
    return filled == 0 ? QChar(u' ') : QChar(static_cast<ushort>(0x2580 + filled));
}

/// The counts in at most `columns` groups of neighbours.
std::vector<std::uint64_t> grouped(const std::vector<std::uint64_t>& counts, std::size_t columns)
{
    const std::size_t each = (counts.size() + columns - 1) / columns;
    std::vector<std::uint64_t> groups;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (i % each == 0)
            groups.push_back(0);
        groups.back() += counts[i];
    }
    return groups;
}

/// The height of a bar in eighths of a cell; a bar that holds anything can be seen.
std::uint64_t height(std::uint64_t count, std::uint64_t most, std::uint64_t full)
{
    if (count == 0 || most == 0)
        return 0;
    const double share = static_cast<double>(count) / static_cast<double>(most);
    return std::max<std::uint64_t>(1,
                                   static_cast<std::uint64_t>(share * static_cast<double>(full)));
}

QString bars_in_row(const std::vector<std::uint64_t>& counts, std::uint64_t most, std::uint64_t row)
{
    QString text;
    for (const std::uint64_t count : counts) {
        const std::uint64_t filled = height(count, most, rows * eighths);
        const std::uint64_t below = row * eighths;
        text.append(block(filled <= below ? 0 : std::min(filled - below, eighths)));
    }
    while (text.endsWith(QLatin1Char(' ')))
        text.chop(1);
    return text;
}

} // namespace

void print_histogram(Printer& out, const Histogram& histogram)
{
    const std::vector<std::uint64_t> counts = grouped(histogram.counts, most_columns);
    const std::uint64_t most = *std::max_element(counts.begin(), counts.end());
    const QString top = words::count(most);
    const QString margin(top.size(), QLatin1Char(' '));
    for (std::uint64_t row = rows; row-- > 0;) {
        out.put(QStringLiteral("  ") + (row + 1 == rows ? top : margin) + QStringLiteral(" │"),
                Style::Dim);
        out.line(bars_in_row(counts, most, row), Style::Blue);
    }
    const auto columns = static_cast<qsizetype>(counts.size());
    out.line(QStringLiteral("  ") + margin.chopped(1) + QStringLiteral("0 └") +
                 QString(columns, QChar(0x2500)),
             Style::Dim);
    const std::array ends = {histogram.edges.front(), histogram.edges.back()};
    const words::NumberColumn column(ends);
    const QString low = column.text(ends[0], words::Sign::Plain);
    const QString high = column.text(ends[1], words::Sign::Plain);
    const qsizetype gap = std::max<qsizetype>(columns - low.size() - high.size(), 2);
    out.line(QStringLiteral("    ") + margin + low + QString(gap, QLatin1Char(' ')) + high,
             Style::Dim);
}

QString spark_text(const Histogram& histogram, std::size_t columns)
{
    if (histogram.counts.empty())
        return {};
    const std::vector<std::uint64_t> counts = grouped(histogram.counts, columns);
    const std::uint64_t most = *std::max_element(counts.begin(), counts.end());
    QString text;
    for (const std::uint64_t count : counts)
        text.append(block(height(count, most, eighths)));
    return text;
}

} // namespace strata::cli
