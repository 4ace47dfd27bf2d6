// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/page.h"

#include "io/analysis/statistics.h"

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QSpinBox;
class QStackedWidget;

namespace strata {

class Band;
class Box;
class EmptyState;
class FactsGrid;
class HistogramPlot;
class InkLabel;
class PageHead;
class SwitchBar;

/// A tensor's histogram, its figures and how it is stored. Asks for what it needs by a signal and
/// shows it once it comes.
class WeightsPage : public Page {
    Q_OBJECT

public:
    explicit WeightsPage(QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Weights"); }
    [[nodiscard]] bool isFor(const Document& document) const override;
    [[nodiscard]] bool canShow(const Selection& selection) const override;
    void show(const Selection& selection) override;
    using QWidget::show;

    [[nodiscard]] TensorId tensor() const { return m_tensor; }
    /// Answers to the two signals below; one about another tensor is ignored.
    void setStatistics(TensorId tensor, const Result<Statistics>& statistics);
    void setHistogram(TensorId tensor, const Result<Histogram>& histogram);

    [[nodiscard]] HistogramPlot* plot() { return m_plot; }
    [[nodiscard]] FactsGrid* figures() { return m_figures; }

Q_SIGNALS:
    void statisticsWanted(strata::TensorId tensor, int bins);
    void histogramWanted(strata::TensorId tensor, double low, double high, int bins);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Range { Full, Middle };

    void makeHistogramBox();
    void showHead(const Tensor& tensor);
    void showStorage(const Tensor& tensor);
    void showFigures(const Statistics& statistics);
    void showMarks(const Statistics& statistics);
    void showRange();
    void clearValues();
    /// Controls of the histogram leave while there is no room for them.
    void foldControls();
    [[nodiscard]] bool isConstant() const;

    Selection m_selection;
    TensorId m_tensor = TensorId::none;
    std::optional<Statistics> m_statistics;

    QStackedWidget* m_stack;
    EmptyState* m_empty;
    PageHead* m_head;
    Band* m_band;
    Box* m_histogram_box;
    HistogramPlot* m_plot;
    InkLabel* m_note;
    QSpinBox* m_bins;
    SwitchBar* m_scale;
    QComboBox* m_range;
    QCheckBox* m_quantiles;
    class QLabel* m_caption;
    QBoxLayout* m_blocks;
    FactsGrid* m_figures;
    FactsGrid* m_storage;
};

} // namespace strata
