// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/attributes_model.h"

#include "widgets/parts/text.h"
#include "widgets/words/brief_real.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

namespace strata {

AttributesModel::AttributesModel(QObject* parent)
    : ColumnsModel({{tr("Attribute"), false, false},
                    {tr("Value"), false, true},
                    {tr("Type"), false, false},
                    {tr("Shape"), false, true, Qt::ElideNone}},
                   parent)
{
}

void AttributesModel::setEstimator(std::shared_ptr<const Document> document, EstimatorId estimator)
{
    beginResetModel();
    m_document = std::move(document);
    m_estimator = estimator;
    m_arrays.clear();
    endResetModel();
}

void AttributesModel::setArrays(const std::vector<std::pair<TensorId, std::vector<double>>>& arrays)
{
    for (const auto& [tensor, numbers] : arrays) {
        const bool whole = m_document->tensor(tensor).dtype.is_integer();
        QStringList texts;
        for (const double number : numbers)
            texts.append(whole ? QString::number(number, 'f', 0) : words::brief_real(number));
        const QString text = texts.join(QStringLiteral(", "));
        m_arrays.insert(
            static_cast<uint>(strata::index(tensor)),
            m_document->tensor(tensor).shape.empty() ? text : QStringLiteral("[%1]").arg(text));
    }
    if (rows() > 0)
        Q_EMIT dataChanged(index(0, 1), index(rows() - 1, 1));
}

int AttributesModel::rows() const
{
    return m_document && m_estimator != EstimatorId::none
               ? static_cast<int>(
                     m_document->estimators[strata::index(m_estimator)].attributes.size())
               : 0;
}

const FittedAttribute& AttributesModel::at(int row) const
{
    return m_document->estimators[strata::index(m_estimator)]
        .attributes[static_cast<std::size_t>(row)];
}

TensorId AttributesModel::tensorOf(int row) const
{
    if (row < 0 || row >= rows() || at(row).second.kind() != Value::Kind::TensorRef)
        return TensorId::none;
    return at(row).second.as_tensor();
}

QVariant AttributesModel::cell(int row, int column, int role) const
{
    const Value& value = at(row).second;
    const TensorId tensor = tensorOf(row);
    const QString known = tensor == TensorId::none
                              ? QString()
                              : m_arrays.value(static_cast<uint>(strata::index(tensor)));
    const Tensor* const array = tensor == TensorId::none ? nullptr : &m_document->tensor(tensor);
    switch (role) {
    case Qt::DisplayRole:
        if (column == 0)
            return one_line(at(row).first, 200);
        if (column == 1)
            return !known.isEmpty() ? known
                   : array
                       ? words::plural(array->count().value_or(0), tr("1 value"), tr("%1 values"))
                   : value.kind() == Value::Kind::Float ? words::brief_real(value.as_real())
                                                        : one_line(value.repr(300));
        if (column == 2)
            return words::text_of(array ? array->dtype.name() : value.type_name());
        return array ? words::shape(array->shape) : QString();
    case CopyRole:
        return column == 1 && !array ? QVariant(words::text_of(value.repr())) : QVariant();
    case Qt::ToolTipRole:
        return column == 1 && value.kind() == Value::Kind::Float
                   ? QVariant(words::text_of(value.repr()))
                   : QVariant();
    case SecondaryRole:
        return column == 1 && ((array != nullptr && known.isEmpty()) || value.is_none());
    default:
        return {};
    }
}

} // namespace strata
