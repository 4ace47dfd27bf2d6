// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/columns_model.h"
#include "widgets/words/number_column.h"

#include <string>
#include <vector>

namespace strata {

/// Features by how much they matter, the most important first.
class ImportancesModel : public ColumnsModel {
    Q_OBJECT

public:
    explicit ImportancesModel(QObject* parent = nullptr);

    void setImportances(const std::vector<std::string>& names, const std::vector<double>& values);
    /// The longest bar's end or a little more, where the scale has a number; 0: there are no bars.
    [[nodiscard]] double scaleEnd() const { return m_end; }
    [[nodiscard]] double scaleStep() const { return m_step; }
    [[nodiscard]] QString widestNumber() const { return m_widest; }

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_features.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    struct Feature {
        std::string name;
        double value = 0;
    };
    std::vector<Feature> m_features;
    words::NumberColumn m_style{{}};
    double m_end = 0;
    double m_step = 0;
    QString m_widest; ///< of the numbers
    [[nodiscard]] QString number(double value) const;
};

} // namespace strata
