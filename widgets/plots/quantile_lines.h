// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"

#include "widgets/plots/custom_plot.h"

namespace strata {

/// The lines of a histogram that say where the quantiles lie, with their labels above the plot.
/// Labels that would touch are left out, the median's last.
class QuantileLines {
public:
    explicit QuantileLines(QCustomPlot& plot);

    void applyTheme();
    void hide();
    /// Puts those from `low` to `high` where the axes have them now; without a value all are hidden.
    void place(const std::optional<std::array<double, 7>>& quantiles, double low, double high);
    /// Pixels above the plot that labels and lines take.
    [[nodiscard]] int room() const;

private:
    struct Mark {
        QCPItemLine* line = nullptr;
        QCPItemText* label = nullptr;
    };

    QCustomPlot& m_plot;
    std::array<Mark, 7> m_marks; ///< the plot owns the items
};

} // namespace strata
