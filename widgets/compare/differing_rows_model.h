// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/compare/pair_subject.h"
#include "widgets/tables/columns_model.h"

namespace strata {

/// Rows of a comparison that differ: their names, how they differ, and what stands on each side.
class DifferingRowsModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { NameColumn, HowColumn, LeftColumn, RightColumn };

    explicit DifferingRowsModel(QObject* parent = nullptr);

    void setRows(std::vector<DifferingRow> rows);
    /// The row of ModelPairs that a row of the table stands for.
    [[nodiscard]] std::size_t pair(int row) const
    {
        return m_differing[static_cast<std::size_t>(row)].pair;
    }

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_differing.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    std::vector<DifferingRow> m_differing;
};

} // namespace strata
