// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/coefficients_model.h"

#include "widgets/parts/text.h"
#include "widgets/words/number_column.h"
#include "widgets/words/number_words.h"

#include <QPointF>

#include <algorithm>
#include <cmath>
#include <span>

namespace strata {

CoefficientsModel::CoefficientsModel(QObject* parent)
    : ColumnsModel({{tr("Feature"), false, false},
                    {tr("Coefficient"), true, true},
                    {QString(), false, false}},
                   parent)
{
}

void CoefficientsModel::setCoefficients(std::vector<std::string> names, std::vector<double> values,
                                        std::optional<double> intercept)
{
    beginResetModel();
    m_names = std::move(names);
    m_values = std::move(values);
    m_low = 0;
    m_high = 0;
    // The bars compare features: the intercept is in another unit and has none.
    for (const double value : m_values) {
        if (std::isfinite(value)) {
            m_low = std::min(m_low, value);
            m_high = std::max(m_high, value);
        }
    }
    m_has_intercept = intercept.has_value();
    if (intercept) {
        m_names.insert(m_names.begin(), tr("intercept").toStdString());
        m_values.insert(m_values.begin(), *intercept);
    }
    m_names.resize(m_values.size());
    // Nor does it share their decimals.
    const std::size_t first = m_has_intercept ? 1 : 0;
    const words::NumberColumn column(std::span<const double>(m_values).subspan(first));
    m_texts.clear();
    if (m_has_intercept)
        m_texts.push_back(words::real(m_values.front()));
    for (std::size_t i = first; i < m_values.size(); ++i)
        m_texts.push_back(column.text(m_values[i]));
    endResetModel();
}

QPointF CoefficientsModel::bar(int row) const
{
    const double span = m_high - m_low;
    const double value = m_values[static_cast<std::size_t>(row)];
    if (span <= 0 || !std::isfinite(value))
        return {};
    return {-m_low / span, (value - m_low) / span};
}

QVariant CoefficientsModel::cell(int row, int column, int role) const
{
    const auto at = static_cast<std::size_t>(row);
    const bool intercept = m_has_intercept && row == 0;
    switch (role) {
    case Qt::DisplayRole:
        if (column == 0)
            return one_line(m_names[at], 200);
        return column == 1 ? m_texts[at] : QString();
    case SortRole:
        return column == 0 ? QVariant(one_line(m_names[at], 200)) : QVariant(m_values[at]);
    case CopyRole:
    case Qt::ToolTipRole:
        return column == 1 ? QVariant(words::exact_real(m_values[at])) : QVariant();
    case SecondaryRole:
        return column == 0 && intercept;
    case BarRole:
        return column == 2 && !intercept && m_high > m_low ? QVariant(bar(row)) : QVariant();
    default:
        return {};
    }
}

} // namespace strata
