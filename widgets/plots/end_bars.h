// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"

#include "widgets/plots/custom_plot.h"

namespace strata {

/// The two hatched bars of a histogram that shows only a part of the values: what lies outside, each
/// with its count on it and a word beneath.
class EndBars {
public:
    explicit EndBars(QCustomPlot& plot);

    [[nodiscard]] QCPBars* bars() const { return m_bars; }
    void applyTheme(const QColor& colour);
    void clear();
    /// Sets the bars beside the range that the histogram shows; returns the range with them.
    QCPRange place(const Histogram& histogram, const QCPRange& shown);
    /// Puts the words where the axes have their bars now.
    void placeTexts();

private:
    struct Side {
        std::uint64_t count = 0;
        QCPItemText* number = nullptr;
        QCPItemText* word = nullptr;
    };

    QCPItemText* makeText(Qt::Alignment alignment);

    QCustomPlot& m_plot;
    QCPBars* m_bars; ///< the plot owns it and the texts
    std::array<Side, 2> m_sides;
};

} // namespace strata
