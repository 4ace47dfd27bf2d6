// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/weights_page.h"

#include "widgets/pages/histogram_box.h"
#include "widgets/pages/neighbours.h"
#include "widgets/pages/page_head.h"
#include "widgets/pages/picture_box.h"
#include "widgets/pages/statistics_facts.h"
#include "widgets/pages/storage_words.h"
#include "widgets/parts/band.h"
#include "widgets/parts/box.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/scroll_page.h"
#include "widgets/parts/text.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/words/error_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace strata {

namespace {

/// Below this width the blocks stand under each other.
constexpr int side_by_side_width = 560;
/// Page margins and room for a scroll bar.
constexpr int page_margins = 40;
/// Of a layer with more weights the first ones are shown.
constexpr int most_histograms = 12;
constexpr int tallest_histogram = 410;

/// The layer whose weights a row stands for; null for other rows.
const Layer* layer_with_weights(const Selection& selection)
{
    const NodeId node = selection.model_node();
    if (node == NodeId::none || !selection.document)
        return nullptr;
    const Document& document = *selection.document;
    const LayerId id = document.model.node(node).layer;
    if (id == LayerId::none || index(id) >= document.layers.size())
        return nullptr;
    const Layer& layer = document.layers[index(id)];
    const bool numbers =
        std::any_of(layer.weights.begin(), layer.weights.end(),
                    [&](TensorId tensor) { return document.tensor(tensor).dtype.is_numeric(); });
    return numbers ? &layer : nullptr;
}

} // namespace

WeightsPage::WeightsPage(QWidget* parent)
    : Page(parent),
      m_stack(new QStackedWidget),
      m_head(new PageHead),
      m_band(new Band),
      m_histogram_box(new HistogramBox),
      m_blocks(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_figures_box(new Box(tr("Statistics"))),
      m_figures_layout(new QBoxLayout(QBoxLayout::TopToBottom)),
      m_figures_rule(new QFrame),
      m_figures(new FactsGrid),
      m_storage(new FactsGrid),
      m_picture_box(new PictureBox),
      m_tensor_page(makeTensorPage()),
      m_layer_head(new PageHead),
      m_group(new HistogramGroup),
      m_layer_page(makeLayerPage()),
      m_empty(new EmptyState)
{
    setObjectName(QStringLiteral("weightsPage"));
    m_stack->addWidget(m_tensor_page);
    m_stack->addWidget(m_layer_page);
    m_stack->addWidget(m_empty);
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    makeHeadButtons();
    for (PageHead* const head : {m_head, m_layer_head})
        connect(head, &PageHead::rowWanted, this, &Page::rowWanted);
    connect(m_histogram_box, &HistogramBox::binsChosen, this, [this](int bins) {
        if (m_tensor != TensorId::none)
            Q_EMIT statisticsWanted(m_tensor, bins);
    });
    connect(m_histogram_box, &HistogramBox::rangeWanted, this,
            [this](double low, double high, int bins) {
                Q_EMIT histogramWanted(m_tensor, low, high, bins);
            });
    connect(m_picture_box, &PictureBox::pictureWanted, this, &WeightsPage::pictureWanted);
}

void WeightsPage::makeHeadButtons()
{
    QToolButton* const copy = m_head->addButton(QStringLiteral("copy"), tr("Copy the statistics"));
    copy->setObjectName(QStringLiteral("copyStatistics"));
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_figures->asText()); });
    m_previous = m_head->addButton(QStringLiteral("previous"), tr("Previous array"));
    m_previous->setObjectName(QStringLiteral("previousArray"));
    m_next = m_head->addButton(QStringLiteral("next"), tr("Next array"));
    m_next->setObjectName(QStringLiteral("nextArray"));
    const auto go = [this](Direction direction) {
        const NodeId node = neighbour_array(m_selection, direction);
        if (node != NodeId::none)
            Q_EMIT rowWanted(m_selection.reading, node);
    };
    connect(m_previous, &QToolButton::clicked, this, [go] { go(Direction::Back); });
    connect(m_next, &QToolButton::clicked, this, [go] { go(Direction::On); });
}

QWidget* WeightsPage::makeTensorPage()
{
    auto* const page = new ScrollPage;
    QVBoxLayout* const layout = page->content();
    layout->addWidget(m_head);
    layout->addWidget(m_band);
    m_band->hide();
    m_histogram_box->setMaximumHeight(tallest_histogram);
    layout->addWidget(m_histogram_box, 5);
    m_figures->setObjectName(QStringLiteral("statistics"));
    m_storage->setObjectName(QStringLiteral("storedAs"));
    // Figures above, and beside or beneath them how the tensor is stored.
    m_figures_layout->setSpacing(10);
    m_figures_layout->addWidget(m_figures);
    m_figures_layout->addWidget(m_figures_rule);
    auto* const stored = new QVBoxLayout;
    stored->setSpacing(8);
    stored->addWidget(make_head_label(tr("Stored as")));
    stored->addWidget(m_storage);
    stored->addStretch(1);
    m_figures_layout->addLayout(stored, 1);
    m_figures_rule->setFrameShadow(QFrame::Plain);
    m_figures_rule->setForegroundRole(QPalette::Midlight);
    m_figures_box->body()->addLayout(m_figures_layout, 1);
    m_blocks->setSpacing(10);
    m_blocks->addWidget(m_figures_box, 10);
    m_blocks->addWidget(m_picture_box, 12);
    layout->addLayout(m_blocks, 6);
    return page;
}

QWidget* WeightsPage::makeLayerPage()
{
    auto* const page = new ScrollPage;
    page->content()->addWidget(m_layer_head);
    page->content()->addWidget(m_group);
    page->content()->addStretch(1);
    return page;
}

HistogramPlot* WeightsPage::plot()
{
    return m_histogram_box->plot();
}

bool WeightsPage::isFor(const Document& document) const
{
    return std::any_of(document.tensors.begin(), document.tensors.end(),
                       [](const Tensor& tensor) { return tensor.dtype.is_numeric(); });
}

bool WeightsPage::canShow(const Selection& selection) const
{
    const TensorId tensor = selection.tensor();
    if (tensor != TensorId::none)
        return selection.document->tensor(tensor).dtype.is_numeric();
    return layer_with_weights(selection) != nullptr;
}

void WeightsPage::show(const Selection& selection)
{
    m_selection = selection;
    const TensorId before = m_tensor;
    m_tensor = canShow(selection) ? selection.tensor() : TensorId::none;
    if (m_tensor != TensorId::none) {
        m_head->setPath(selection);
        m_previous->setEnabled(neighbour_array(selection, Direction::Back) != NodeId::none);
        m_next->setEnabled(neighbour_array(selection, Direction::On) != NodeId::none);
        m_stack->setCurrentWidget(m_tensor_page);
        if (before != m_tensor || !m_measured)
            showTensor();
        return;
    }
    if (const Layer* const layer = layer_with_weights(selection))
        showLayer(*layer);
    else
        showNothing();
}

void WeightsPage::showNothing()
{
    const bool array = m_selection.tensor() != TensorId::none;
    m_empty->setMessage(array ? tr("These values are no numbers") : tr("No array is selected"),
                        array ? tr("A histogram needs numbers. The page Values lists them.")
                              : tr("Choose an array in the tree to see its values measured."));
    m_stack->setCurrentWidget(m_empty);
}

void WeightsPage::showLayer(const Layer& layer)
{
    const Document& document = *m_selection.document;
    QList<HistogramGroup::Part> parts;
    std::uint64_t values = 0;
    for (const TensorId id : layer.weights) {
        const Tensor& tensor = document.tensor(id);
        values += tensor.count().value_or(0);
        if (tensor.dtype.is_numeric() && parts.size() < most_histograms)
            parts.append({id, one_line(document.model.name(tensor.model_node), 60), 0});
    }
    m_layer_head->setPath(m_selection);
    m_layer_head->setTitle(one_line(layer.name), one_line(layer.class_name, 60),
                           words::plural(values, tr("1 value"), tr("%1 values")));
    m_stack->setCurrentWidget(m_layer_page);
    const auto shown = static_cast<std::uint64_t>(parts.size());
    m_group->setParts(
        shown < layer.weights.size()
            ? tr("%1 of %2 weights").arg(words::count(shown), words::count(layer.weights.size()))
            : words::plural(shown, tr("1 weight"), tr("%1 weights over one axis")),
        parts);
    Q_EMIT groupWanted(m_group->tensors());
}

void WeightsPage::showTensor()
{
    const Tensor& tensor = m_selection.document->tensor(m_tensor);
    const QString values =
        words::plural(tensor.count().value_or(0), tr("1 value"), tr("%1 values"));
    m_head->setTitle(one_line(m_selection.tree().name(m_selection.node)),
                     words::text_of(tensor.dtype.name()) + QStringLiteral("  ") +
                         words::shape(tensor.shape),
                     tr("%1, %2").arg(values, words::size(tensor.bytes().value_or(0))));
    clearValues();
    m_storage->setFacts(storage_facts(*m_selection.document, m_tensor));
    m_histogram_box->setName(one_line(m_selection.tree().name(m_selection.node), 60));
    plot()->setValueLabel(tensor.dtype.is_complex()           ? tr("Magnitude")
                          : tensor.role == TensorRole::Weight ? tr("Weight value")
                                                              : tr("Value"));
    Q_EMIT statisticsWanted(m_tensor, m_histogram_box->bins());
    m_picture_box->setVisible(PictureBox::canShow(tensor));
    if (PictureBox::canShow(tensor))
        m_picture_box->showTensor(m_selection.document, m_tensor);
    arrangeBlocks();
}

void WeightsPage::clearValues()
{
    m_measured = false;
    m_band->hide();
    m_histogram_box->show();
    m_histogram_box->clearValues();
    m_figures->setFacts(awaited_facts());
}

void WeightsPage::setStatistics(TensorId tensor, const Result<Statistics>& statistics)
{
    if (tensor != m_tensor)
        return;
    m_measured = statistics.has_value();
    if (!statistics)
        return showError(statistics.error());
    m_band->hide();
    m_histogram_box->show();
    m_figures->setFacts(statistics_facts(*statistics));
    m_histogram_box->showStatistics(*statistics);
    m_histogram_box->foldControls(width() - page_margins);
}

void WeightsPage::showError(const Error& error)
{
    const words::ErrorWords words = words::describe(error, m_selection.document->path);
    const bool stopped = error.code == ErrorCode::Cancelled;
    m_band->setMessage(stopped ? Band::Kind::Note : Band::Kind::Error,
                       stopped ? tr("Measuring was stopped")
                               : tr("The values of this array cannot be read"),
                       stopped ? tr("Choose the row again to measure it.") : words.message(),
                       stopped ? QString() : words.remedy);
    m_band->show();
    m_histogram_box->hide();
    m_picture_box->setVisible(stopped && m_picture_box->isVisibleTo(this));
    m_figures->setFacts(unknown_facts(m_selection.document->tensor(m_tensor).count().value_or(0)));
    arrangeBlocks();
}

void WeightsPage::setHistogram(TensorId tensor, const Result<Histogram>& histogram)
{
    if (tensor != m_tensor)
        return;
    if (histogram)
        m_histogram_box->showPart(*histogram);
    else
        m_histogram_box->showFullRange(); // it is known already
}

void WeightsPage::setPicture(TensorId tensor, const Result<Picture>& picture)
{
    if (tensor == m_tensor)
        m_picture_box->setPicture(tensor, picture);
}

void WeightsPage::setGroup(const Result<std::vector<GroupMember>>& members)
{
    m_group->setMembers(members);
}

void WeightsPage::arrangeBlocks()
{
    const bool narrow = width() < side_by_side_width;
    // Beside a picture there is room beneath the figures; without one, beside them.
    const bool beneath = narrow || m_picture_box->isVisibleTo(this);
    m_blocks->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_figures_layout->setDirection(beneath ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_figures_layout->setSpacing(beneath ? 10 : 24);
    m_figures_layout->setStretch(0, beneath ? 0 : 1);
    m_figures_rule->setFrameShape(beneath ? QFrame::HLine : QFrame::VLine);
    m_histogram_box->foldControls(width() - page_margins);
}

void WeightsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrangeBlocks();
}

} // namespace strata
