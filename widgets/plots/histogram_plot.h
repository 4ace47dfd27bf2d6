// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"

#include "widgets/plots/custom_plot.h"

namespace strata {

class HoverBox;
class QuantileLines;
class ValueTicker;

/// A histogram with quantile lines, a readout under the pointer, zoom by drag and wheel, and, when
/// it shows only a part of the values, two hatched bars for what lies outside.
class HistogramPlot : public QCustomPlot {
    Q_OBJECT

public:
    explicit HistogramPlot(QWidget* parent = nullptr);
    ~HistogramPlot() override;

    /// One of several beside each other: smaller, without quantiles and axis label, its bars in a
    /// series' own colour.
    void setCompact(int series);

    void showHistogram(const Histogram& histogram,
                       const std::optional<std::array<double, 7>>& quantiles);
    /// A tensor of one value: one bar at it, whose width means nothing.
    void showConstant(double value, std::uint64_t count);
    void clearHistogram();

    void setLogarithmic(bool logarithmic);
    void setQuantilesShown(bool shown);
    void setValueLabel(const QString& label);
    /// The whole range again after a zoom.
    void showAll();

    [[nodiscard]] QCPBars* bars() const { return m_bars; }
    [[nodiscard]] QCPBars* endBars() const { return m_end_bars; }
    [[nodiscard]] QString hoverText() const;
    /// Puts the readout on a bar; -1 takes it away.
    void setHoveredBin(int bin);
    [[nodiscard]] QString binsAsCsv() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void makeItems();
    void applyTheme();
    void applyBarStyle();
    void placeEndBars();
    void placeLines();
    void updateCountAxis();
    [[nodiscard]] int binAt(double value) const;
    [[nodiscard]] std::uint64_t total() const;

    Histogram m_histogram;
    std::optional<std::array<double, 7>> m_quantiles;
    bool m_constant = false;
    bool m_logarithmic = false;
    bool m_quantiles_shown = true;
    bool m_compact = false;
    int m_series = 0;
    int m_hovered = -1;
    QCPRange m_full_range;

    QCPBars* m_bars;
    QCPBars* m_end_bars;
    QCPBars* m_hover_bar;
    QCPItemLine* m_zero;
    std::unique_ptr<QuantileLines> m_quantile_lines;
    std::array<QCPItemText*, 4> m_end_texts{}; ///< below: count, word; above: count, word
    QSharedPointer<ValueTicker> m_value_ticker;
    HoverBox* m_box;
};

} // namespace strata
