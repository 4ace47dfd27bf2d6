// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"
#include "widgets/parts/box.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace strata {

class HistogramPlot;
class InkLabel;
class SwitchBar;

/// A histogram with its controls: bins, scale of the counts, range, quantiles; a note above it on
/// what is no number and a caption on what its bars mean.
class HistogramBox : public Box {
    Q_OBJECT

public:
    explicit HistogramBox(QWidget* parent = nullptr);

    void clearValues();
    void showStatistics(const Statistics& statistics);
    /// The answer to rangeWanted(); without one the full range is shown again.
    void showPart(const Histogram& histogram);
    void showFullRange();

    [[nodiscard]] int bins() const;
    [[nodiscard]] HistogramPlot* plot() { return m_plot; }
    /// Controls leave while there is no room for them; the page says how wide it is.
    void foldControls(int width);

Q_SIGNALS:
    void binsChosen(int bins);
    void rangeWanted(double low, double high, int bins);

private:
    enum class Range { Full, Middle };

    void makeControls();
    void showRange();
    void showConstant();
    void setCaption(const QString& text);
    [[nodiscard]] bool isConstant() const;

    std::optional<Statistics> m_statistics;
    HistogramPlot* m_plot;
    InkLabel* m_note;
    QSpinBox* m_bins;
    SwitchBar* m_scale;
    QComboBox* m_range;
    QCheckBox* m_quantiles;
    QLabel* m_caption;
};

} // namespace strata
