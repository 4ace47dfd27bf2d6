// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/importances_model.h"

#include "widgets/parts/text.h"
#include "widgets/words/number_words.h"

#include <QPointF>

#include <algorithm>

namespace strata {

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
    endResetModel();
}

QVariant ImportancesModel::cell(int row, int column, int role) const
{
    const Feature& feature = m_features[static_cast<std::size_t>(row)];
    switch (role) {
    case Qt::DisplayRole:
        if (column == 0)
            return one_line(feature.name, 200);
        // What is exactly nothing does not look like something that was rounded.
        return column != 1          ? QString()
               : feature.value == 0 ? QStringLiteral("0")
                                    : m_style.text(feature.value);
    case Qt::TextAlignmentRole: // names end where their bars begin
        return column == 0 ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case SortRole:
        return column == 0 ? QVariant(one_line(feature.name, 200)) : QVariant(feature.value);
    case CopyRole:
    case Qt::ToolTipRole:
        return column == 1 ? QVariant(words::exact_real(feature.value)) : QVariant();
    case BarRole: {
        const double most = m_features.front().value;
        return column == 1 && most > 0 ? QVariant(QPointF(0, feature.value / most)) : QVariant();
    }
    default:
        return {};
    }
}

} // namespace strata
