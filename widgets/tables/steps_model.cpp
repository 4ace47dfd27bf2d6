// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/steps_model.h"

#include "widgets/parts/text.h"
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"

namespace strata {

StepsModel::StepsModel(QObject* parent)
    : ColumnsModel({{tr("Step"), true, true},
                    {tr("Name"), false, false},
                    {tr("Estimator"), false, false},
                    {tr("Module"), false, true},
                    {tr("Parameters"), true, true},
                    {tr("Columns"), false, false}},
                   parent)
{
}

void StepsModel::setEstimator(std::shared_ptr<const Document> document, EstimatorId estimator)
{
    beginResetModel();
    m_document = std::move(document);
    m_estimator = estimator;
    endResetModel();
}

const std::vector<EstimatorStep>& StepsModel::steps() const
{
    return m_document->estimators[strata::index(m_estimator)].steps;
}

int StepsModel::rows() const
{
    return m_document && m_estimator != EstimatorId::none ? static_cast<int>(steps().size()) : 0;
}

const Estimator* StepsModel::estimatorOf(int row) const
{
    const EstimatorId id = steps()[static_cast<std::size_t>(row)].estimator;
    return id == EstimatorId::none ? nullptr : &m_document->estimators[strata::index(id)];
}

std::string StepsModel::className(int row) const
{
    const std::string& name = steps()[static_cast<std::size_t>(row)].class_name;
    return name.empty() ? words::none().toStdString() : name;
}

NodeId StepsModel::nodeOf(int row) const
{
    const Estimator* const estimator = row >= 0 && row < rows() ? estimatorOf(row) : nullptr;
    return estimator ? estimator->node : NodeId::none;
}

QVariant StepsModel::cell(int row, int column, int role) const
{
    const Estimator* const estimator = estimatorOf(row);
    if (role == Qt::DecorationRole && column == 2 && estimator)
        return icon(QStringLiteral("node-estimator"), IconInk::Secondary);
    if (role == SortRole && column == 0)
        return row;
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case 0:
        return QString::number(row);
    case 1:
        return one_line(steps()[static_cast<std::size_t>(row)].name, 200);
    case 2:
        return one_line(className(row), 200).section(QLatin1Char('.'), -1);
    case 3:
        // The class itself stands beside it.
        return one_line(className(row), 200).section(QLatin1Char('.'), 0, -2);
    case 5: {
        const Value& columns = steps()[static_cast<std::size_t>(row)].columns;
        return columns.kind() == Value::Kind::None ? QString() : one_line(columns.repr(200), 200);
    }
    default:
        return estimator ? words::count(estimator->parameters.size()) : QString();
    }
}

} // namespace strata
