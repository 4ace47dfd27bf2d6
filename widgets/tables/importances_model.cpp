// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/importances_model.h"

#include "widgets/parts/text.h"
#include "widgets/words/number_words.h"

#include <QPointF>

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

/// A number that stands at a step is not past it.
constexpr double slack = 1e-9;
constexpr int most_steps = 5;

/// 1, 2 or 5 of some power of ten, the least that gives a scale few numbers; 0 where there is none.
double scale_step(double most)
{
    if (!(most > 0) || !std::isfinite(most))
        return 0;
    const double ten = std::pow(10, std::floor(std::log10(most)) - 1);
    for (const double nice : {1.0, 2.0, 5.0, 10.0, 20.0}) {
        if (most <= nice * ten * most_steps * (1 + slack))
            return nice * ten;
    }
    return ten * 50;
}

} // namespace

ImportancesModel::ImportancesModel(QObject* parent)
    : ColumnsModel({{tr("Feature"), false, false}, {tr("Importance"), false, true}}, parent)
{
}

void ImportancesModel::setImportances(const std::vector<std::string>& names,
                                      const std::vector<double>& values)
{
    beginResetModel();
    m_features.clear();
    m_style = words::NumberColumn(values);
    for (std::size_t i = 0; i < values.size(); ++i)
        m_features.push_back({i < names.size() ? names[i] : std::string(), values[i]});
    std::stable_sort(m_features.begin(), m_features.end(),
                     [](const Feature& a, const Feature& b) { return a.value > b.value; });
    m_step = m_features.empty() ? 0 : scale_step(m_features.front().value);
    m_end = m_step > 0 ? std::ceil(m_features.front().value / m_step - slack) * m_step : 0;
    m_widest.clear();
    for (const Feature& feature : m_features) {
        if (const QString text = number(feature.value); text.size() > m_widest.size())
            m_widest = text;
    }
    endResetModel();
}

/// What is exactly nothing does not look like something that was rounded.
QString ImportancesModel::number(double value) const
{
    return value == 0 ? QStringLiteral("0") : m_style.text(value);
}

QVariant ImportancesModel::cell(int row, int column, int role) const
{
    const Feature& feature = m_features[static_cast<std::size_t>(row)];
    switch (role) {
    case Qt::DisplayRole:
        if (column == 0)
            return one_line(feature.name, 200);
        return column == 1 ? number(feature.value) : QString();
    case Qt::TextAlignmentRole: // names end where their bars begin
        return column == 0 ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case SortRole:
        return column == 0 ? QVariant(one_line(feature.name, 200)) : QVariant(feature.value);
    case CopyRole:
    case Qt::ToolTipRole:
        return column == 1 ? QVariant(words::exact_real(feature.value)) : QVariant();
    case BarRole:
        return column == 1 && m_end > 0 ? QVariant(QPointF(0, feature.value / m_end)) : QVariant();
    case BarFigureRole:
        return column == 1 ? QVariant(m_widest) : QVariant();
    default:
        return {};
    }
}

} // namespace strata
