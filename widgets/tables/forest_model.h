// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"
#include "widgets/tables/columns_model.h"

#include <memory>

namespace strata {

/// The trees of a forest: depth, leaves, nodes.
class ForestModel : public ColumnsModel {
    Q_OBJECT

public:
    explicit ForestModel(QObject* parent = nullptr);

    /// The estimator's trees; they belong to the document, which the model keeps alive.
    void setForest(std::shared_ptr<const Document> document, EstimatorId estimator);
    [[nodiscard]] NodeId nodeOf(int row) const;
    [[nodiscard]] int rowOf(NodeId node) const; ///< -1: no tree of this forest
    /// "tree 3"; "stage 2, class 'a'" of boosting.
    [[nodiscard]] QString nameOf(const DecisionTree& tree, int row) const;

protected:
    [[nodiscard]] int rows() const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] const std::vector<DecisionTree>& trees() const
    {
        return m_document->estimators[index(m_estimator)].trees;
    }
    using ColumnsModel::index;
    static std::size_t index(EstimatorId id) { return strata::index(id); }

    std::shared_ptr<const Document> m_document;
    EstimatorId m_estimator = EstimatorId::none;
    std::uint64_t m_most_nodes = 0;
};

} // namespace strata
