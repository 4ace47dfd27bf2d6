// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "widgets/tables/columns_model.h"

#include <memory>

namespace strata {

/// The steps of a pipeline, in their order; the parts of what else is put together of estimators.
class StepsModel : public ColumnsModel {
    Q_OBJECT

public:
    explicit StepsModel(QObject* parent = nullptr);

    void setEstimator(std::shared_ptr<const Document> document, EstimatorId estimator);
    /// The step's row in the Model reading; none for 'passthrough' and the like.
    [[nodiscard]] NodeId nodeOf(int row) const;

protected:
    [[nodiscard]] int rows() const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] std::string className(int row) const;
    [[nodiscard]] const Estimator* estimatorOf(int row) const;
    [[nodiscard]] const std::vector<EstimatorStep>& steps() const;

    std::shared_ptr<const Document> m_document;
    EstimatorId m_estimator = EstimatorId::none;
};

} // namespace strata
