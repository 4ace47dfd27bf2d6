// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stats_text.h"

#include "app/cli/histogram_text.h"
#include "app/cli/text_table.h"
#include "widgets/words/number_column.h"
#include "widgets/words/presence_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

namespace strata::cli {

namespace {

using Align = TextTable::Align;
using words::Sign;
using words::translate;

std::vector<double> like_numbers(const Statistics& statistics)
{
    std::vector<double> numbers;
    for (const auto& number : {statistics.min, statistics.max}) {
        if (number)
            numbers.push_back(to_double(*number));
    }
    if (statistics.mean && statistics.std) {
        numbers.push_back(*statistics.mean);
        numbers.push_back(*statistics.std);
    }
    return numbers;
}

QString range_text(const std::optional<Number>& number, const words::NumberColumn& column)
{
    if (!number)
        return words::none();
    if (const double* const real = std::get_if<double>(&*number))
        return column.text(*real, Sign::Plain);
    return words::exact_number(*number);
}

QString real_text(const std::optional<double>& number)
{
    return number ? words::real(*number, Sign::Plain) : words::none();
}

/// What stands out among the values: "3 NaN, 1 +Inf", "all zero", "constant"; or nothing.
QString remark_text(const Statistics& statistics)
{
    QStringList parts;
    if (statistics.nan != 0)
        parts.append(words::count(statistics.nan) + QLatin1String(" NaN"));
    if (statistics.positive_infinity != 0)
        parts.append(words::count(statistics.positive_infinity) + QLatin1String(" +Inf"));
    if (statistics.negative_infinity != 0)
        parts.append(words::count(statistics.negative_infinity) + QLatin1String(" -Inf"));
    if (statistics.all_zero())
        parts.append(translate("all zero"));
    else if (statistics.constant())
        parts.append(translate("constant"));
    return parts.join(QLatin1String(", "));
}

/// NaN and infinities are a fault, equal values often as they should be.
Style remark_style(const Statistics& statistics)
{
    return statistics.finite() == statistics.count ? Style::Dim : Style::Yellow;
}

using Facts = std::vector<std::pair<QString, QString>>;

Facts figures_of(const Statistics& statistics)
{
    const std::vector<double> numbers = like_numbers(statistics);
    const words::NumberColumn column(numbers);
    const auto in_column = [&](const std::optional<double>& number) {
        return number ? column.text(*number, Sign::Plain) : words::none();
    };
    Facts facts = {{translate("Count"), words::count(statistics.count)},
                   {translate("Minimum"), range_text(statistics.min, column)},
                   {translate("Maximum"), range_text(statistics.max, column)},
                   {translate("Mean"), in_column(statistics.mean)},
                   {translate("Std deviation"), in_column(statistics.std)},
                   {translate("L1 norm"), real_text(statistics.l1)},
                   {translate("L2 norm"), real_text(statistics.l2)},
                   {translate("Zeros"), words::count(statistics.zeros)}};
    if (statistics.distinct)
        facts.emplace_back(translate("Distinct"), words::count(*statistics.distinct));
    return facts;
}

Facts quantiles_of(const Statistics& statistics)
{
    if (!statistics.quantiles)
        return {};
    const auto& quantiles = *statistics.quantiles;
    const words::NumberColumn column(quantiles);
    Facts facts;
    for (std::size_t i = 0; i < quantiles.size(); ++i) {
        const double share = quantile_shares[i];
        facts.emplace_back(share == 0.5 ? translate("Median")
                                        : QStringLiteral("%1 %").arg(100 * share),
                           column.text(quantiles[i], Sign::Plain));
    }
    if (!statistics.quantiles_exact)
        facts.emplace_back(translate("approximate"), QString());
    return facts;
}

void print_facts(Printer& out, const Facts& left, const Facts& right)
{
    TextTable table({Align::Left, Align::Right, Align::Left, Align::Right});
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
        TextTable::Row row;
        for (const Facts* const facts : {&left, &right}) {
            const bool there = i < facts->size();
            row.push_back({there ? (*facts)[i].first : QString(), Style::Dim});
            row.push_back({there ? (*facts)[i].second : QString()});
        }
        table.add(std::move(row));
    }
    table.print(out, 2);
}

QString title_facts(const Tensor& tensor)
{
    return QStringLiteral("  %1  %2  %3")
        .arg(words::text_of(tensor.dtype.name()), words::shape(tensor.shape),
             tensor.bytes() ? words::size(*tensor.bytes()) : words::none());
}

QString no_figures(const Tensor& tensor)
{
    return tensor.dtype.is_numeric() ? translate("could not be read") : translate("not numbers");
}

/// Which values the figures are of, where it is not simply all of them.
QString what_is_measured(const DType& dtype, const Statistics& statistics)
{
    const bool complex = dtype.is_complex();
    const bool finite = statistics.finite() == statistics.count;
    if (complex)
        return finite ? translate("The figures are of the magnitudes.")
                      : translate("The figures are of the magnitudes of the finite values.");
    return finite ? QString() : translate("The figures are of the finite values.");
}

void print_block(Printer& out, const Document& document, const report::MeasuredTensor& measured)
{
    const Tensor& tensor = document.tensor(measured.tensor);
    out.put(words::text_of(document.tensor_path(measured.tensor)), Style::Bold);
    out.line(title_facts(tensor), Style::Dim);
    if (!measured.statistics) {
        out.line(QStringLiteral("  ") + no_figures(tensor));
        return;
    }
    const Statistics& statistics = *measured.statistics;
    if (statistics.partial)
        out.line(QStringLiteral("  ") + words::part_of_values(tensor), Style::Yellow);
    print_facts(out, figures_of(statistics), quantiles_of(statistics));
    if (const QString what = what_is_measured(tensor.dtype, statistics); !what.isEmpty())
        out.line(QStringLiteral("  ") + what, Style::Dim);
    if (const QString remark = remark_text(statistics); !remark.isEmpty()) {
        out.put(QStringLiteral("  ") + translate("Noteworthy") + QStringLiteral("  "), Style::Dim);
        out.line(remark, remark_style(statistics));
    }
    if (!statistics.histogram.counts.empty()) {
        out.line();
        print_histogram(out, statistics.histogram);
    }
}

TextTable::Row table_row(const Document& document, const report::MeasuredTensor& measured)
{
    const Tensor& tensor = document.tensor(measured.tensor);
    TextTable::Row row = {{words::text_of(document.tensor_path(measured.tensor))},
                          {words::text_of(tensor.dtype.name()), Style::Dim},
                          {words::shape(tensor.shape), Style::Dim}};
    if (!measured.statistics) {
        row.push_back({no_figures(tensor), Style::Dim});
        return row;
    }
    const Statistics& statistics = *measured.statistics;
    const auto number = [](const std::optional<Number>& value) {
        return value ? words::number(*value, Sign::Plain) : words::none();
    };
    row.push_back({number(statistics.min)});
    row.push_back({number(statistics.max)});
    row.push_back({real_text(statistics.mean)});
    row.push_back({real_text(statistics.std)});
    row.push_back({words::count(statistics.zeros)});
    row.push_back({spark_text(statistics.histogram, 24), Style::Blue});
    row.push_back(statistics.partial
                      ? TextTable::Cell{words::part_of_values(tensor), Style::Yellow}
                      : TextTable::Cell{remark_text(statistics), remark_style(statistics)});
    return row;
}

void print_table(Printer& out, const Document& document,
                 std::span<const report::MeasuredTensor> tensors)
{
    TextTable table({Align::Left, Align::Left, Align::Left, Align::Right, Align::Right,
                     Align::Right, Align::Right, Align::Right, Align::Left, Align::Left});
    table.add_head({translate("Array"), translate("Dtype"), translate("Shape"),
                    translate("Minimum"), translate("Maximum"), translate("Mean"), translate("Std"),
                    translate("Zeros"), translate("Distribution"), QString()});
    for (const report::MeasuredTensor& measured : tensors)
        table.add(table_row(document, measured));
    table.print(out);
}

} // namespace

void print_statistics(Console& console, const Document& document,
                      std::span<const report::MeasuredTensor> tensors, bool named)
{
    if (tensors.empty()) {
        console.say(translate("The file holds no array of numbers."));
        return;
    }
    if (!named && tensors.size() > 1) {
        print_table(console.out, document, tensors);
        return;
    }
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        if (i > 0)
            console.out.line();
        print_block(console.out, document, tensors[i]);
    }
}

} // namespace strata::cli
