// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/optimizer_step.h"
#include "io/model/document.h"
#include "widgets/tables/columns_model.h"
#include "widgets/tree/spark.h"
#include "widgets/words/number_column.h"

#include <QHash>

#include <memory>

namespace strata {

/// A row for each weight that has slots, with the size and the distribution of the weight and of
/// each slot; then a row for each slot that belongs to no known weight. Each name of a slot has a
/// column, the first few that weights have; slots of any other name share the last one.
class OptimizerModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { WeightName, Dims, WeightNorm, WeightSpark, FirstSlot };

    explicit OptimizerModel(QObject* parent = nullptr);

    void setOptimizer(std::shared_ptr<const Document> document, const OptimizerState* optimizer);
    void setSpark(TensorId tensor, const Spark& spark);

    /// Answers of compute_steps().
    void setSteps(const std::vector<WeightStep>& steps);
    [[nodiscard]] bool hasSteps() const { return m_step_column >= 0; } ///< there is such a column
    /// Whether the step of a weight is to be computed yet.
    [[nodiscard]] bool wantsStep(TensorId weight) const
    {
        return hasSteps() && weight != TensorId::none && !m_steps.contains(strata::index(weight));
    }
    [[nodiscard]] int stepColumn() const { return m_step_column; } ///< -1: none

    [[nodiscard]] const QStringList& kinds() const { return m_kinds; } ///< names of the slots
    [[nodiscard]] int weightCount() const { return m_weights; }
    [[nodiscard]] int unpairedCount() const { return static_cast<int>(m_rows.size()) - m_weights; }
    /// The tensor that a cell speaks of; the row's own where it speaks of none.
    [[nodiscard]] TensorId tensorAt(int row, int column) const;
    /// The weight first (none for an unpaired slot), then a slot for each kind, or none.
    [[nodiscard]] QList<TensorId> tensorsOf(int row) const;
    [[nodiscard]] int rowOf(TensorId tensor) const; ///< -1: in no row
    /// "dense_1/kernel": the place of a row's tensor below the model.
    [[nodiscard]] QString nameOf(int row) const;
    [[nodiscard]] int largestRow() const; ///< -1 without rows
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    struct Row {
        TensorId weight = TensorId::none;
        QList<TensorId> slots; ///< one for each kind
    };

    /// How the norms of a column are written: by the largest of those that are known.
    struct Norms {
        double largest = 0;
        words::NumberColumn style{std::span<const double>()};
    };

    void nameKinds(const std::vector<OptimizerSlot>& slots_of);
    void addSlot(const OptimizerSlot& slot);
    void addNorm(int row, int column, double norm);
    [[nodiscard]] TensorId own(const Row& row) const;
    [[nodiscard]] QVariant normCell(TensorId tensor, int column, int role) const;
    [[nodiscard]] QVariant stepCell(TensorId weight, int role) const;
    [[nodiscard]] QVariant sparkCell(TensorId tensor, int role) const;

    std::shared_ptr<const Document> m_document;
    QStringList m_kinds;
    QList<Row> m_rows;
    int m_step_column = -1;
    QHash<std::size_t, WeightStep> m_steps; ///< by weight, of what was measured
    int m_weights = 0;                      ///< rows that have a weight
    QHash<std::size_t, int> m_row_of;
    QHash<std::size_t, Spark> m_sparks;
    QHash<int, Norms> m_norms; ///< by column, of what was measured
};

} // namespace strata
