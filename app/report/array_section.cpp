// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/array_section.h"

#include "widgets/words/number_column.h"
#include "widgets/words/number_words.h"
#include "widgets/words/presence_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace strata::report {

namespace {

using words::text_of;
using words::translate;

/// As many bars as a line of text has room for.
constexpr std::size_t report_bins = 48;

/// What stands out among the values: "3 NaN, 1 +Inf", "all zero", "constant", "of 96 of 120
/// values"; or nothing.
Cell remark_cell(const Tensor& tensor, const Statistics& statistics)
{
    QStringList parts;
    if (statistics.nan != 0)
        parts.append(words::count(statistics.nan) + QLatin1String(" NaN"));
    if (statistics.positive_infinity != 0)
        parts.append(words::count(statistics.positive_infinity) + QLatin1String(" +Inf"));
    if (statistics.negative_infinity != 0)
        parts.append(words::count(statistics.negative_infinity) + QStringLiteral(" \u2212Inf"));
    const bool faulty = !parts.isEmpty() || statistics.partial;
    if (statistics.all_zero())
        parts.append(translate("all zero"));
    else if (statistics.constant())
        parts.append(translate("constant"));
    if (statistics.partial)
        parts.append(words::part_of_values(tensor));
    return words_cell(parts.join(QLatin1String(", ")), faulty ? Tone::Warning : Tone::Quiet);
}

/// Minimum, maximum, mean and deviation with the same decimals, as they stand beside each other.
std::vector<Cell> figure_cells(const Tensor& tensor, Statistics&& statistics)
{
    std::vector<double> numbers;
    for (const auto& end : {statistics.min, statistics.max}) {
        if (end && std::holds_alternative<double>(*end))
            numbers.push_back(to_double(*end));
    }
    for (const auto& figure : {statistics.mean, statistics.std}) {
        if (figure)
            numbers.push_back(*figure);
    }
    const words::NumberColumn column(numbers);
    const auto end_text = [&](const std::optional<Number>& end) {
        if (!end)
            return words::none();
        const double* const real = std::get_if<double>(&*end);
        return real != nullptr ? column.text(*real)
                               : words::exact_number(*end, words::Sign::Screen);
    };
    const auto figure_text = [&](const std::optional<double>& figure) {
        return figure ? column.text(*figure) : words::none();
    };
    std::vector<Cell> cells = {number_cell(end_text(statistics.min)),
                               number_cell(end_text(statistics.max)),
                               number_cell(figure_text(statistics.mean)),
                               number_cell(figure_text(statistics.std)),
                               number_cell(words::count(statistics.zeros)),
                               Cell(),
                               remark_cell(tensor, statistics)};
    if (!statistics.histogram.counts.empty())
        cells[5].histogram = std::move(statistics.histogram);
    return cells;
}

constexpr std::size_t figure_columns = 7;

/// Figures of one array, or why there are none.
Result<std::vector<Cell>> measured_cells(const Tensor& tensor, const SourceSet& sources,
                                         const JobContext& job)
{
    std::vector<Cell> cells(figure_columns);
    if (!tensor.dtype.is_numeric()) {
        cells.back() = words_cell(translate("not numbers"), Tone::Quiet);
        return cells;
    }
    auto statistics = compute_statistics(tensor, sources, {.bins = report_bins}, job);
    if (statistics)
        return figure_cells(tensor, *std::move(statistics));
    if (statistics.error().code == ErrorCode::Cancelled)
        return fail(std::move(statistics).error());
    cells.back() = words_cell(translate("could not be read"), Tone::Warning);
    return cells;
}

std::vector<Column> array_columns(bool statistics)
{
    std::vector<Column> all = {{translate("Array")},      {translate("Dtype")},
                               {translate("Shape")},      {translate("Values"), true},
                               {translate("Size"), true}, {translate("Role")}};
    if (!statistics)
        return all;
    for (const char* const head :
         {QT_TRANSLATE_NOOP("words", "Minimum"), QT_TRANSLATE_NOOP("words", "Maximum"),
          QT_TRANSLATE_NOOP("words", "Mean"), QT_TRANSLATE_NOOP("words", "Std"),
          QT_TRANSLATE_NOOP("words", "Zeros")})
        all.push_back({translate(head), true});
    all.push_back({translate("Distribution")});
    all.push_back({QString()});
    return all;
}

std::vector<Cell> array_row(const Document& document, TensorId id)
{
    const Tensor& tensor = document.tensor(id);
    const auto count = tensor.count();
    const auto bytes = tensor.bytes();
    const QString presence = words::presence_text(tensor);
    return {code_cell(text_of(document.tensor_path(id))),
            code_cell(text_of(tensor.dtype.name()), Tone::Quiet),
            code_cell(words::shape(tensor.shape)),
            number_cell(count ? words::count(*count) : words::none()),
            number_cell(bytes ? words::size(*bytes) : words::none()),
            presence.isEmpty() ? words_cell(text_of(role_name(tensor.role)), Tone::Quiet)
                               : words_cell(presence, Tone::Warning)};
}

} // namespace

Result<void> add_arrays(Page& page, const OpenDocument& opened, bool statistics,
                        const JobContext& job)
{
    const Document& document = *opened.document;
    const std::size_t all = document.tensors.size();
    const std::size_t shown = std::min(all, rows_of_page);
    Section section{translate("Arrays"), {array_columns(statistics), {}, all - shown}, {}, {}};
    for (std::size_t i = 0; i < shown; ++i) {
        STRATA_TRY(job.check());
        const TensorId id{static_cast<std::uint32_t>(i)};
        std::vector<Cell> row = array_row(document, id);
        if (statistics) {
            STRATA_ASSIGN(std::vector<Cell> cells,
                          measured_cells(document.tensor(id), opened.sources, job));
            std::move(cells.begin(), cells.end(), std::back_inserter(row));
        }
        section.table.rows.push_back(std::move(row));
    }
    if (statistics)
        section.note = translate("Figures are of the finite values; complex numbers by magnitude.");
    add_section(page, std::move(section));
    return {};
}

} // namespace strata::report
