// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/series.h"
#include "widgets/tables/columns_model.h"

#include <memory>

namespace strata {

/// The whole model, then its layers, a row each: how their weights went over the states of a series.
class SeriesLayersModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { Name, Params, NormPlot, Norm, ChangePlot, Change, Zeros, FirstNan };

    explicit SeriesLayersModel(QObject* parent = nullptr);

    void setSeries(std::shared_ptr<const Series> series);
    /// Of a row; null for one that is not there.
    [[nodiscard]] const SeriesRow* row(int row) const;

protected:
    [[nodiscard]] int rows() const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] QString text(const SeriesRow& row, int column) const;
    [[nodiscard]] QVariant order(const SeriesRow& row, int place, int column) const;

    std::shared_ptr<const Series> m_series;
};

} // namespace strata
