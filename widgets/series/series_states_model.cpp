// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/series/series_states_model.h"

#include "widgets/series/series_words.h"
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

namespace strata {

SeriesStatesModel::SeriesStatesModel(QObject* parent)
    : ColumnsModel({{tr("File"), false, false, Qt::ElideMiddle},
                    {tr("Step"), true, true},
                    {tr("Learning rate"), true, true},
                    {tr("Norm"), true, true},
                    {tr("Change"), true, true},
                    {tr("Zeros"), true, true},
                    {tr("NaN, Inf"), true, true}},
                   parent)
{
}

void SeriesStatesModel::setRow(std::shared_ptr<const Series> series, const SeriesRow* row)
{
    beginResetModel();
    m_series = std::move(series);
    m_row = row;
    endResetModel();
}

int SeriesStatesModel::rows() const
{
    return m_series && m_row != nullptr ? static_cast<int>(m_series->states.size()) : 0;
}

const SeriesFigures* SeriesStatesModel::figures(std::size_t state) const
{
    return state < m_row->states.size() && m_row->states[state] ? &*m_row->states[state] : nullptr;
}

QString SeriesStatesModel::text(std::size_t state, int column) const
{
    const SeriesState& about = m_series->states[state];
    const SeriesFigures* const of_row = figures(state);
    switch (column) {
    case File:
        return words::text_of(about.name);
    case Step:
        return about.step && *about.step >= 0
                   ? words::count(static_cast<std::uint64_t>(*about.step))
                   : words::none();
    case Rate:
        return series_real(about.learning_rate);
    case Norm:
        return of_row != nullptr ? series_real(of_row->norm) : words::none();
    case Change:
        return of_row != nullptr ? series_real(of_row->change) : words::none();
    case Zeros:
        return of_row != nullptr ? words::share(static_cast<double>(of_row->zeros),
                                                static_cast<double>(of_row->values))
                                 : words::none();
    default:
        return of_row != nullptr ? words::count(of_row->nan + of_row->infinite) : words::none();
    }
}

QVariant SeriesStatesModel::order(std::size_t state, int column) const
{
    const SeriesState& about = m_series->states[state];
    const SeriesFigures* const of_row = figures(state);
    switch (column) {
    case Step:
        return qlonglong{about.step.value_or(-1)};
    case Rate:
        return about.learning_rate.value_or(-1);
    case Norm:
        return of_row != nullptr ? of_row->norm.value_or(-1) : -1.0;
    case Change:
        return of_row != nullptr ? of_row->change.value_or(-1) : -1.0;
    case Zeros:
        return of_row != nullptr ? qulonglong{of_row->zeros} : qulonglong{0};
    case Nan:
        return of_row != nullptr ? qulonglong{of_row->nan + of_row->infinite} : qulonglong{0};
    default:
        return qulonglong{state}; // in the order of the series
    }
}

QVariant SeriesStatesModel::cell(int row, int column, int role) const
{
    const auto state = static_cast<std::size_t>(row);
    switch (role) {
    case Qt::DisplayRole:
        return text(state, column);
    case Qt::ToolTipRole:
        return column == File ? words::text_of(m_series->states[state].path) : QString();
    case InkRole: {
        const SeriesFigures* const of_row = figures(state);
        const bool broken = of_row != nullptr && of_row->nan + of_row->infinite != 0;
        return column == Nan && broken ? QVariant(static_cast<int>(IconInk::Error)) : QVariant();
    }
    case SortRole:
        return order(state, column);
    default:
        return {};
    }
}

} // namespace strata
