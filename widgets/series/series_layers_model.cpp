// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/series/series_layers_model.h"

#include "widgets/series/series_words.h"
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace strata {

namespace {

/// A bar for the least figure, so that it is seen; the tallest is the largest figure.
constexpr double least_height = 0.15;

/// One height a state, over the range of the figures; 0 where a state has none.
QList<float> heights_of(const SeriesRow& row, std::optional<double> SeriesFigures::*figure)
{
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const auto& state : row.states) {
        if (state && (*state).*figure && std::isfinite(*((*state).*figure))) {
            least = std::min(least, *((*state).*figure));
            most = std::max(most, *((*state).*figure));
        }
    }
    QList<float> heights;
    for (const auto& state : row.states) {
        const std::optional<double> value = state ? (*state).*figure : std::nullopt;
        const double share = !value                   ? -1
                             : !std::isfinite(*value) ? 1
                             : most > least           ? (*value - least) / (most - least)
                                                      : 0.5;
        heights.append(share < 0 ? 0.0F
                                 : static_cast<float>(least_height + (1 - least_height) * share));
    }
    return heights;
}

} // namespace

SeriesLayersModel::SeriesLayersModel(QObject* parent)
    : ColumnsModel({{tr("Layer"), false, false, Qt::ElideMiddle},
                    {tr("Params"), true, true},
                    {tr("Norm"), false, false},
                    {tr("Norm, last"), true, true},
                    {tr("Change"), false, false},
                    {tr("Change, last"), true, true},
                    {tr("Zeros"), true, true},
                    {tr("First NaN"), false, false}},
                   parent)
{
}

void SeriesLayersModel::setSeries(std::shared_ptr<const Series> series)
{
    beginResetModel();
    m_series = std::move(series);
    endResetModel();
}

int SeriesLayersModel::rows() const
{
    return m_series ? static_cast<int>(m_series->layers.size()) + 1 : 0;
}

const SeriesRow* SeriesLayersModel::row(int row) const
{
    if (!m_series || row < 0 || row >= rows())
        return nullptr;
    return row == 0 ? &m_series->whole : &m_series->layers[static_cast<std::size_t>(row) - 1];
}

QString SeriesLayersModel::text(const SeriesRow& row, int column) const
{
    const auto last = row.last();
    const SeriesFigures* const figures = last ? &*row.states[*last] : nullptr;
    switch (column) {
    case Name:
        return row.path.empty() ? tr("All layers") : words::text_of(row.path);
    case Params:
        return figures != nullptr ? words::count(figures->values) : QString();
    case Norm:
        return figures != nullptr ? series_real(figures->norm) : QString();
    case Change:
        return figures != nullptr ? series_real(figures->change) : QString();
    case Zeros:
        return figures != nullptr ? words::share(static_cast<double>(figures->zeros),
                                                 static_cast<double>(figures->values))
                                  : QString();
    case FirstNan:
        if (const auto at = row.first_nan())
            return words::text_of(m_series->states[*at].name);
        return words::none();
    default:
        return {};
    }
}

QVariant SeriesLayersModel::order(const SeriesRow& row, int place, int column) const
{
    const auto last = row.last();
    if (column == Name)
        return place; // as in the model
    if (column == FirstNan)
        return qulonglong{row.first_nan().value_or(row.states.size())};
    if (!last)
        return -1.0;
    const SeriesFigures& figures = *row.states[*last];
    switch (column) {
    case Params:
        return qulonglong{figures.values};
    case Norm:
    case NormPlot:
        return figures.norm.value_or(-1);
    case Zeros:
        return figures.values == 0
                   ? -1.0
                   : static_cast<double>(figures.zeros) / static_cast<double>(figures.values);
    default:
        return figures.change.value_or(-1);
    }
}

QVariant SeriesLayersModel::cell(int place, int column, int role) const
{
    const SeriesRow& shown = *row(place);
    switch (role) {
    case Qt::DisplayRole:
        return text(shown, column);
    case Qt::DecorationRole:
        if (column != Name)
            return {};
        return icon(place == 0 ? QStringLiteral("node-model") : QStringLiteral("node-layer"),
                    IconInk::Secondary);
    case Qt::ToolTipRole:
        return column == Name ? presence_words(shown, *m_series) : QString();
    case SparkRole:
        if (column == NormPlot)
            return QVariant::fromValue(heights_of(shown, &SeriesFigures::norm));
        if (column == ChangePlot)
            return QVariant::fromValue(heights_of(shown, &SeriesFigures::change));
        return {};
    case InkRole:
        return column == FirstNan && shown.first_nan() ? QVariant(static_cast<int>(IconInk::Error))
                                                       : QVariant();
    case SortRole:
        return order(shown, place, column);
    default:
        return {};
    }
}

} // namespace strata
