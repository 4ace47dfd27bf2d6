// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "widgets/tables/columns_model.h"

#include <QHash>

#include <memory>
#include <utility>
#include <vector>

namespace strata {

/// What an estimator learned: each fitted attribute with its value or its array.
class AttributesModel : public ColumnsModel {
    Q_OBJECT

public:
    explicit AttributesModel(QObject* parent = nullptr);

    void setEstimator(std::shared_ptr<const Document> document, EstimatorId estimator);
    /// Values of arrays of few numbers, read since.
    void setArrays(const std::vector<std::pair<TensorId, std::vector<double>>>& arrays);
    /// The row's array; none for a value.
    [[nodiscard]] TensorId tensorOf(int row) const;

protected:
    [[nodiscard]] int rows() const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] const FittedAttribute& at(int row) const;

    std::shared_ptr<const Document> m_document;
    EstimatorId m_estimator = EstimatorId::none;
    QHash<uint, QString> m_arrays; ///< texts of their values, by tensor
};

} // namespace strata
