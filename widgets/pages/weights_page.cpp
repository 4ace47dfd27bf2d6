// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/weights_page.h"

#include "widgets/pages/early_end_notice.h"
#include "widgets/pages/first_array.h"
#include "widgets/pages/histogram_box.h"
#include "widgets/pages/neighbours.h"
#include "widgets/pages/page_head.h"
#include "widgets/pages/picture_box.h"
#include "widgets/pages/statistics_facts.h"
#include "widgets/pages/storage_words.h"
#include "widgets/pages/value_box.h"
#include "widgets/pages/weight_group.h"
#include "widgets/parts/band.h"
#include "widgets/parts/box.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/scroll_page.h"
#include "widgets/parts/text.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/words/dtype_words.h"
#include "widgets/words/error_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_words.h"
#include "widgets/words/presence_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace strata {

WeightsPage::WeightsPage(QWidget* parent)
    : Page(parent),
      m_stack(new QStackedWidget),
      m_head(new PageHead),
      m_band(new Band),
      m_value_box(new ValueBox),
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
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        const auto [reading, node] = first_array(*m_selection.document);
        Q_EMIT rowWanted(reading, node);
    });
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
    m_lines = layout;
    layout->addWidget(makeNotice());
    layout->addWidget(m_head);
    layout->addWidget(m_band);
    m_band->hide();
    layout->addWidget(m_value_box);
    layout->addWidget(m_histogram_box, 3);
    m_figures->setObjectName(QStringLiteral("statistics"));
    m_storage->setObjectName(QStringLiteral("storedAs"));
    // Figures above, and beside or beneath them how the tensor is stored.
    m_figures_layout->setSpacing(10);
    m_figures_layout->addWidget(m_figures, 0, Qt::AlignTop); // its rows keep their height
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
    layout->addLayout(m_blocks, 4);
    return page;
}

QWidget* WeightsPage::makeLayerPage()
{
    auto* const page = new ScrollPage;
    page->content()->addWidget(makeNotice());
    page->content()->addWidget(m_layer_head);
    page->content()->addWidget(m_group);
    page->content()->addStretch(1);
    return page;
}

EarlyEndNotice* WeightsPage::makeNotice()
{
    auto* const notice = new EarlyEndNotice;
    connect(notice, &EarlyEndNotice::damagedWanted, this, &Page::damagedWanted);
    connect(notice, &EarlyEndNotice::readAgainWanted, this, &Page::readAgainWanted);
    connect(notice, &EarlyEndNotice::wholeExportWanted, this, &Page::wholeExportWanted);
    m_notices.append(notice);
    return notice;
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
    return has_weight_group(selection);
}

void WeightsPage::show(const Selection& selection)
{
    if (m_selection.document != selection.document) {
        m_measured = false; // a file that was read again may hold other values in the same place
        for (EarlyEndNotice* const notice : std::as_const(m_notices))
            notice->setDocument(*selection.document);
    }
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
    if (const auto group = weight_group(selection))
        showGroup(*group);
    else
        showNothing();
}

void WeightsPage::showNothing()
{
    const bool array = m_selection.tensor() != TensorId::none;
    m_empty->setMessage(array ? tr("These values are no numbers") : tr("No array is selected"),
                        array ? tr("A histogram needs numbers. The page Values lists them.")
                              : tr("Choose an array in the tree to see its values measured."),
                        array ? QString() : tr("Show the first array"));
    m_stack->setCurrentWidget(m_empty);
}

void WeightsPage::showGroup(const WeightGroup& group)
{
    m_layer_head->setPath(m_selection);
    m_layer_head->setTitle(group.name, group.class_name, group.facts);
    m_stack->setCurrentWidget(m_layer_page);
    m_group->setParts(group.title, group.parts);
    Q_EMIT groupWanted(m_group->tensors());
}

void WeightsPage::showHead(const Tensor& tensor)
{
    const QString presence = words::presence_text(tensor);
    // How much of the values is there says more than how many there should be.
    const auto count = tensor.count(); // none past 64 bits
    const QString values =
        count ? words::plural(*count, tr("1 value"), tr("%1 values")) : QString();
    m_head->setTitle(one_line(m_selection.tree().name(m_selection.node)),
                     words::dtype_text(tensor.dtype) + QStringLiteral("  ") +
                         words::shape(tensor.shape),
                     presence.isEmpty() && tensor.bytes()
                         ? tr("%1, %2").arg(values, words::size(*tensor.bytes()))
                         : QString());
    m_head->setPresence(tensor);
    m_head->setCodeToolTip(words::text_of(tensor.dtype.name()) + QStringLiteral("  ") +
                           words::shape(tensor.shape));
}

void WeightsPage::showTensor()
{
    const Tensor& tensor = m_selection.document->tensor(m_tensor);
    showHead(tensor);
    clearValues();
    m_storage->setFacts(storage_facts(*m_selection.document, m_tensor));
    if (presence_of(tensor) == Presence::Missing)
        return showMissing();
    const bool cut = presence_of(tensor) == Presence::Cut;
    m_histogram_box->setMeasured(measured_values(tensor), cut);
    const bool one_value = tensor.shape.empty() && !tensor.dtype.is_complex();
    m_figures->setVisible(!one_value); // each would be the value
    m_figures_rule->setVisible(!one_value);
    m_figures_box->setTitle(one_value                   ? QString()
                            : tensor.dtype.is_complex() ? tr("Statistics of the magnitudes")
                                                        : tr("Statistics"));
    m_histogram_box->setName(one_line(m_selection.tree().name(m_selection.node), 60));
    plot()->setValueLabel(tensor.dtype.is_complex()           ? tr("Magnitude")
                          : tensor.role == TensorRole::Weight ? tr("Weight value")
                                                              : tr("Value"));
    Q_EMIT statisticsWanted(m_tensor, m_histogram_box->bins());
    const bool picture = PictureBox::canShow(tensor) && !cut;
    m_picture_box->setVisible(picture);
    if (picture)
        m_picture_box->showTensor(m_selection.document, m_tensor);
    arrangeBlocks();
}

void WeightsPage::showMissing()
{
    m_value_box->showMissing();
    m_value_box->show();
    m_figures->show();
    m_figures_rule->show();
    m_figures_box->setTitle(tr("Statistics"));
    m_histogram_box->hide();
    m_picture_box->hide();
    m_figures->setFacts(missing_facts(m_selection.document->tensor(m_tensor).count().value_or(0)));
    m_measured = true; // there is nothing to wait for
    arrangeBlocks();
}

void WeightsPage::clearValues()
{
    m_measured = false;
    m_band->hide();
    m_value_box->hide();
    const Tensor& tensor = m_selection.document->tensor(m_tensor);
    // Of a complex scalar the figures know the magnitude alone.
    m_histogram_box->setVisible(!tensor.shape.empty() || tensor.dtype.is_complex());
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
    m_figures->setFacts(statistics_facts(*statistics));
    const Tensor& of = m_selection.document->tensor(m_tensor);
    if (of.shape.empty() && !of.dtype.is_complex()) {
        m_value_box->showScalar(*statistics);
        m_value_box->show();
        return m_histogram_box->hide();
    }
    m_histogram_box->show();
    m_histogram_box->showStatistics(*statistics);
    // A picture grows with the page; without one the histogram takes what it can.
    m_lines->setStretchFactor(m_histogram_box, m_picture_box->isVisibleTo(this) ? 3 : 40);
    arrangeBlocks();
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

} // namespace strata
