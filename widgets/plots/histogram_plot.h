// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"

#include "widgets/plots/custom_plot.h"
#include "widgets/theme/icons.h"

namespace strata {

class EndBars;
class HoverBox;
class QuantileLines;
class ValueTicker;

struct Drawing;

/// A histogram with quantile lines, a readout under the pointer or moved by the arrow keys, and,
/// when it shows only a part of the values, two hatched bars for what lies outside. A drag, the
/// wheel, + and − choose a range of values; whoever shows the histogram counts it anew.
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
    /// The bars in an ink that carries a meaning.
    void setInk(IconInk ink);
    /// Another histogram over the same edges, as a line of steps; the bars are at half strength
    /// then. After showHistogram().
    void showCompanion(const Histogram& companion);
    /// A tensor of one value: one bar at it, whose width means nothing.
    void showConstant(double value, std::uint64_t count);
    void clearHistogram();

    void setLogarithmic(bool logarithmic);
    void setQuantilesShown(bool shown);
    void setValueLabel(const QString& label);
    /// Beside the axis' label: which part of the values is shown.
    void setRangeNote(const QString& note);
    /// How far the wheel can go out: from the smallest to the largest value.
    void setLimits(double low, double high);
    /// All that was counted again after a zoom.
    void showAll();

    [[nodiscard]] QCPBars* bars() const { return m_bars; }
    [[nodiscard]] QCPBars* endBars() const;
    [[nodiscard]] QCPGraph* companion() const { return m_companion_line; }
    [[nodiscard]] QString hoverText() const;
    /// One line a bin with what lies outside first and last: low, high, count. With hyphens for
    /// minus and every digit.
    [[nodiscard]] QString binsAsText(QChar separator) const;
    /// The plot as it is zoomed, for a picture of its own; valid while the plot is.
    [[nodiscard]] Drawing drawing();
    /// Picture and bins, for whatever takes them.
    void copy();
    /// Asks for a file; returns what went wrong.
    [[nodiscard]] QString save(const QString& suggested_name);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void rangeChosen(double low, double high);
    void wholeWanted();
    void saveWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    static constexpr int no_bin = -2;
    static constexpr int below_bin = -1; ///< the hatched bar at the left; the one at the right is
                                         ///< the bin after the last

    void makeItems();
    void takeSelection(const QRect& rect);
    void zoomAbout(double value, double factor);
    void chooseRange(double low, double high);
    void setHoveredBin(int bin);
    void moveHover(int step);
    void showReadout();
    [[nodiscard]] int binUnder(QPointF point) const;
    [[nodiscard]] int lastBin() const { return static_cast<int>(m_histogram.counts.size()) - 1; }
    [[nodiscard]] double tallestBar() const;
    void applyTheme();
    void applyBarStyle();
    void placeLines();
    void updateValueAxis();
    void updateCountAxis();
    [[nodiscard]] int binAt(double value) const;
    [[nodiscard]] std::uint64_t total() const;

    [[nodiscard]] QColor barColour() const;

    Histogram m_histogram;
    Histogram m_companion; ///< counts empty: none
    std::optional<IconInk> m_ink;
    std::optional<std::array<double, 7>> m_quantiles;
    bool m_constant = false;
    bool m_logarithmic = false;
    bool m_quantiles_shown = true;
    bool m_compact = false;
    int m_series = 0;
    int m_hovered = no_bin;
    QCPRange m_full_range; ///< of the axis when all that was counted is seen
    QCPRange m_limits;     ///< from the smallest to the largest value
    QString m_value_label;
    QString m_range_note;

    QCPBars* m_bars;
    QCPBars* m_hover_bar;
    QCPGraph* m_companion_line;
    QCPItemLine* m_zero;
    std::unique_ptr<EndBars> m_end_bars;
    std::unique_ptr<QuantileLines> m_quantile_lines;
    QSharedPointer<ValueTicker> m_value_ticker;
    HoverBox* m_box;
    QTimer* m_wheel_rest; ///< runs until the wheel has come to rest
};

} // namespace strata
