// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tables/columns_model.h"

#include <optional>
#include <string>
#include <vector>

namespace strata {

/// A linear model's coefficients for one target, with its intercept first.
class CoefficientsModel : public ColumnsModel {
    Q_OBJECT

public:
    explicit CoefficientsModel(QObject* parent = nullptr);

    void setCoefficients(std::vector<std::string> names, std::vector<double> values,
                         std::optional<double> intercept);

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_values.size()); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] QPointF bar(int row) const;

    bool m_has_intercept = false;
    std::vector<std::string> m_names;
    std::vector<double> m_values; ///< the intercept first, if there is one
    std::vector<QString> m_texts;
    double m_low = 0;
    double m_high = 0;
};

} // namespace strata
