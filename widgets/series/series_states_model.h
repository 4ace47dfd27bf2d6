// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/series.h"
#include "widgets/tables/columns_model.h"

#include <memory>

namespace strata {

/// The states of a series, a row each, with the figures of one layer.
class SeriesStatesModel : public ColumnsModel {
    Q_OBJECT

public:
    enum Column { File, Step, Rate, Norm, Change, Zeros, Nan };

    explicit SeriesStatesModel(QObject* parent = nullptr);

    /// `row` is one of the series'; null: none is chosen.
    void setRow(std::shared_ptr<const Series> series, const SeriesRow* row);

protected:
    [[nodiscard]] int rows() const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] QString text(std::size_t state, int column) const;
    [[nodiscard]] QVariant order(std::size_t state, int column) const;
    [[nodiscard]] const SeriesFigures* figures(std::size_t state) const;

    std::shared_ptr<const Series> m_series;
    const SeriesRow* m_row = nullptr;
};

} // namespace strata
