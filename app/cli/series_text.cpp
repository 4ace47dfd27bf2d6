// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/series_text.h"

#include "app/cli/text_table.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

#include <string_view>

namespace strata::cli {

namespace {

using Align = TextTable::Align;
using words::Sign;
using words::translate;

QString optional_real(const std::optional<double>& number)
{
    return number ? words::real(*number, Sign::Plain) : words::none();
}

/// Norm, change, share of zeros, NaN: the cells of what is there.
void add_figures(TextTable::Row& row, const std::optional<SeriesFigures>& figures)
{
    const auto zeros = figures ? report::share_of_zeros(*figures) : std::nullopt;
    row.push_back({figures ? optional_real(figures->norm) : words::none()});
    row.push_back({figures ? optional_real(figures->change) : words::none()});
    row.push_back({zeros ? words::share(*zeros, 1) : words::none()});
    row.push_back({figures && figures->nan != 0 ? words::count(figures->nan) : words::none()});
}

void print_checkpoints(Printer& out, const Series& series)
{
    TextTable table({Align::Left, Align::Right, Align::Right, Align::Right, Align::Right,
                     Align::Right, Align::Right});
    table.add_head({translate("Checkpoint"), translate("Step"), translate("Learning rate"),
                    translate("L2 norm"), translate("Relative step"), translate("Zeros"),
                    translate("NaN")});
    for (std::size_t i = 0; i < series.states.size(); ++i) {
        const SeriesState& state = series.states[i];
        TextTable::Row row = {
            {words::text_of(state.label)},
            {state.step ? QString::number(*state.step) : words::none()},
            {state.learning_rate ? words::exact_real(*state.learning_rate) : words::none()}};
        add_figures(row, series.whole.states[i]);
        table.add(std::move(row));
    }
    table.print(out);
    out.line(series.by_step ? translate("In the order of the optimizer's steps.")
                            : translate("In the order of the names."),
             Style::Dim);
}

TextTable::Cell remark(const SeriesRow& layer, std::size_t state)
{
    const std::string_view moved = report::coming_or_going(layer, state);
    if (moved == "appears")
        return {translate("appears"), Style::Blue};
    if (moved == "is gone")
        return {translate("is gone"), Style::Yellow};
    const SeriesFigures& figures = *layer.states[state];
    if (layer.first_nan() == state)
        return {figures.nan != 0 ? translate("first NaN") : translate("first infinity"),
                Style::Red};
    if (figures.infinite != 0)
        return {translate("%1 infinite").arg(words::count(figures.infinite)), Style::Red};
    if (figures.failed)
        return {translate("incomplete"), Style::Yellow};
    return {};
}

void add_layer(TextTable& table, const Series& series, const SeriesRow& layer)
{
    bool first = true;
    for (std::size_t i = 0; i < layer.states.size(); ++i) {
        const bool moved = *report::coming_or_going(layer, i) != '\0';
        if (!layer.states[i] && !moved)
            continue;
        TextTable::Row row = {{first ? words::text_of(layer.path) : QString(), Style::Bold},
                              {words::text_of(series.states[i].label)}};
        add_figures(row, layer.states[i]);
        row.push_back(remark(layer, i));
        table.add(std::move(row));
        first = false;
    }
}

} // namespace

void print_series(Printer& out, const Series& series)
{
    print_checkpoints(out, series);
    if (series.layers.empty())
        return;
    out.line();
    TextTable table({Align::Left, Align::Left, Align::Right, Align::Right, Align::Right,
                     Align::Right, Align::Left});
    table.add_head({translate("Layer"), translate("Checkpoint"), translate("L2 norm"),
                    translate("Relative step"), translate("Zeros"), translate("NaN"), QString()});
    for (const SeriesRow& layer : series.layers)
        add_layer(table, series, layer);
    table.print(out);
}

} // namespace strata::cli
