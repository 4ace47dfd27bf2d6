// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/series/series_words.h"

#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <cmath>

namespace strata {

using words::translate;

namespace {

QString step_text(const SeriesState& state)
{
    return state.step && *state.step >= 0 ? words::count(static_cast<std::uint64_t>(*state.step))
                                          : words::none();
}

} // namespace

QString series_real(const std::optional<double>& number)
{
    if (!number)
        return words::none();
    return std::isinf(*number) ? QStringLiteral("∞") : words::real(*number);
}

QString presence_words(const SeriesRow& row, const Series& series)
{
    QString path = row.path.empty() ? translate("All layers") : words::text_of(row.path);
    const auto first = row.first();
    const auto last = row.last();
    if (!first || !last)
        return path;
    const QString from = words::text_of(series.states[*first].name);
    const QString to = words::text_of(series.states[*last].name);
    const bool later = *first != 0;
    const bool gone = *last + 1 != series.states.size();
    if (later && gone)
        return translate("%1, from %2 to %3").arg(path, from, to);
    if (later)
        return translate("%1, from %2 on").arg(path, from);
    return gone ? translate("%1, up to %2").arg(path, to) : path;
}

QString series_line(const Series& series)
{
    const QString states =
        words::plural(series.states.size(), translate("1 state"), translate("%1 states"));
    if (!series.by_step)
        return translate("%1 in the order of their names").arg(states);
    return translate("%1 by optimizer step, %2 to %3")
        .arg(states, step_text(series.states.front()), step_text(series.states.back()));
}

QString state_label(const Series& series, std::size_t state)
{
    return series.by_step ? step_text(series.states[state])
                          : words::count(static_cast<std::uint64_t>(state) + 1);
}

} // namespace strata
