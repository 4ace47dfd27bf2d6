// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/histogram_group.h"
#include "widgets/pages/page.h"

#include "io/analysis/picture.h"
#include "io/analysis/statistics.h"

class QBoxLayout;
class QFrame;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace strata {

class Band;
class Box;
class EarlyEndNotice;
class EmptyState;
class FactsGrid;
class HistogramBox;
class HistogramPlot;
class PageHead;
class PictureBox;
class ValueBox;
struct WeightGroup;

/// A tensor's histogram, its figures, its picture and how it is stored; of a layer the histograms
/// of its tensors. Asks for what it needs by a signal and shows it once it comes.
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
    /// Answers to the signals below; one about another tensor is ignored.
    void setStatistics(TensorId tensor, const Result<Statistics>& statistics);
    void setHistogram(TensorId tensor, const Result<Histogram>& histogram);
    void setPicture(TensorId tensor, const Result<Picture>& picture);
    void setGroup(const Result<std::vector<GroupMember>>& members);

    [[nodiscard]] HistogramPlot* plot();
    [[nodiscard]] FactsGrid* figures() { return m_figures; }
    [[nodiscard]] ValueBox* valueBox() { return m_value_box; }
    [[nodiscard]] PageHead* head() { return m_head; }
    [[nodiscard]] PictureBox* picture() { return m_picture_box; }
    [[nodiscard]] HistogramGroup* group() { return m_group; }

Q_SIGNALS:
    void statisticsWanted(strata::TensorId tensor, int bins);
    void histogramWanted(strata::TensorId tensor, double low, double high, int bins);
    void pictureWanted(strata::TensorId tensor, const strata::PictureRequest& request);
    /// Histograms over one range that all of the tensors share.
    void groupWanted(const QList<strata::TensorId>& tensors);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeHeadButtons();
    QWidget* makeTensorPage();
    QWidget* makeLayerPage();
    EarlyEndNotice* makeNotice();
    void showTensor();
    void showHead(const Tensor& tensor);
    /// Says in place of the histogram that a file ends before a tensor's values.
    void showMissing();
    void showGroup(const WeightGroup& group);
    void showNothing();
    void clearValues();
    void showError(const Error& error);
    void arrangeBlocks();
    void fitHeight();

    Selection m_selection;
    TensorId m_tensor = TensorId::none;
    bool m_measured = false;

    QStackedWidget* m_stack;
    PageHead* m_head;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QList<EarlyEndNotice*> m_notices;
    Band* m_band;
    ValueBox* m_value_box;
    HistogramBox* m_histogram_box;
    QVBoxLayout* m_lines = nullptr; ///< of the page of an array
    QBoxLayout* m_blocks;
    Box* m_figures_box;
    QBoxLayout* m_figures_layout;
    QFrame* m_figures_rule;
    FactsGrid* m_figures;
    FactsGrid* m_storage;
    PictureBox* m_picture_box;
    QWidget* m_tensor_page;
    PageHead* m_layer_head;
    HistogramGroup* m_group;
    QWidget* m_layer_page;
    EmptyState* m_empty;
};

} // namespace strata
