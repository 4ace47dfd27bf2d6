// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/weights_page.h"

#include "widgets/pages/page_head.h"
#include "widgets/pages/storage_words.h"
#include "widgets/parts/band.h"
#include "widgets/parts/box.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/facts_grid.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/switch_bar.h"
#include "widgets/parts/text.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/theme/fonts.h"
#include "widgets/words/error_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/number_column.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

constexpr int default_bins = 64;
constexpr int bins_limit = 1024;
/// The middle of the values is shown when it fills less than this share of the whole range.
constexpr double outlier_share = 0.2;
/// Below this width the blocks stand under each other.
constexpr int side_by_side_width = 560;

using Fact = FactsGrid::Fact;
using Style = FactsGrid::ValueStyle;

QString quantile_label(double share)
{
    return share == 0.5 ? QObject::tr("Median") : QObject::tr("%1 %").arg(qRound(share * 100));
}

} // namespace

WeightsPage::WeightsPage(QWidget* parent)
    : Page(parent),
      m_stack(new QStackedWidget),
      m_empty(new EmptyState),
      m_head(new PageHead),
      m_band(new Band),
      m_histogram_box(new Box(tr("Histogram"))),
      m_plot(new HistogramPlot),
      m_note(new InkLabel),
      m_bins(new QSpinBox),
      m_scale(new SwitchBar({tr("Linear"), tr("Log")})),
      m_range(new QComboBox),
      m_quantiles(new QCheckBox(tr("Quantiles"))),
      m_caption(make_secondary_label({})),
      m_blocks(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_figures(new FactsGrid),
      m_storage(new FactsGrid)
{
    setObjectName(QStringLiteral("weightsPage"));
    auto* const content = new QWidget;
    auto* const layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(10);
    layout->addWidget(m_head);
    layout->addWidget(m_band);
    makeHistogramBox();
    layout->addWidget(m_histogram_box, 3);
    auto* const statistics = new Box(tr("Statistics"));
    statistics->body()->addWidget(m_figures);
    statistics->body()->addStretch(1);
    m_figures->setObjectName(QStringLiteral("statistics"));
    auto* const stored = new Box(tr("Stored as"));
    stored->body()->addWidget(m_storage);
    stored->body()->addStretch(1);
    m_storage->setObjectName(QStringLiteral("storedAs"));
    m_blocks->setSpacing(10);
    m_blocks->addWidget(statistics, 1);
    m_blocks->addWidget(stored, 1);
    layout->addLayout(m_blocks, 1);

    auto* const scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_empty);
    auto* const outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    m_band->hide();
    connect(m_head, &PageHead::rowWanted, this, &Page::rowWanted);
}

void WeightsPage::makeHistogramBox()
{
    m_bins->setObjectName(QStringLiteral("bins"));
    m_bins->setRange(1, bins_limit);
    m_bins->setValue(default_bins);
    m_bins->setKeyboardTracking(false);
    m_bins->setAcceptDrops(false);
    m_bins->setAccessibleName(tr("Number of bins"));
    m_scale->setObjectName(QStringLiteral("countScale"));
    m_scale->setAccessibleName(tr("Scale of the counts"));
    m_range->setObjectName(QStringLiteral("valueRange"));
    m_range->addItems({tr("Full"), tr("1 % to 99 %")});
    m_range->setAccessibleName(tr("Range of the values"));
    m_quantiles->setObjectName(QStringLiteral("quantiles"));
    m_quantiles->setChecked(true);
    m_note->setObjectName(QStringLiteral("histogramNote"));
    m_caption->setObjectName(QStringLiteral("histogramCaption"));
    m_caption->setWordWrap(true);
    QHBoxLayout* const head = m_histogram_box->head();
    head->addWidget(m_note);
    const auto add = [head](const QString& name, QWidget* control) {
        QLabel* const label = make_secondary_label(name);
        label->setBuddy(control);
        head->addWidget(label);
        head->addWidget(control);
    };
    add(tr("Bins"), m_bins);
    add(tr("Count"), m_scale);
    add(tr("Range"), m_range);
    head->addWidget(m_quantiles);
    m_histogram_box->body()->addWidget(m_plot, 1);
    m_histogram_box->body()->addWidget(m_caption);
    connect(m_bins, &QSpinBox::valueChanged, this, [this](int bins) {
        if (m_tensor != TensorId::none)
            Q_EMIT statisticsWanted(m_tensor, bins);
    });
    connect(m_scale, &SwitchBar::chosenByUser, this,
            [this](int index) { m_plot->setLogarithmic(index == 1); });
    connect(m_range, &QComboBox::activated, this, &WeightsPage::showRange);
    connect(m_quantiles, &QCheckBox::toggled, m_plot, &HistogramPlot::setQuantilesShown);
}

bool WeightsPage::isFor(const Document& document) const
{
    return std::any_of(document.tensors.begin(), document.tensors.end(),
                       [](const Tensor& tensor) { return tensor.dtype.is_numeric(); });
}

bool WeightsPage::canShow(const Selection& selection) const
{
    const TensorId tensor = selection.tensor();
    return tensor != TensorId::none && selection.document->tensor(tensor).dtype.is_numeric();
}

void WeightsPage::show(const Selection& selection)
{
    m_selection = selection;
    const TensorId before = m_tensor;
    m_tensor = canShow(selection) ? selection.tensor() : TensorId::none;
    if (m_tensor == TensorId::none) {
        const bool array = selection.tensor() != TensorId::none;
        m_empty->setMessage(array ? tr("These values are no numbers") : tr("No array is selected"),
                            array ? tr("A histogram needs numbers. The page Values lists them.")
                                  : tr("Choose an array in the tree to see its values measured."));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentIndex(0);
    const Tensor& tensor = selection.document->tensor(m_tensor);
    m_head->setPath(selection);
    showHead(tensor);
    if (before == m_tensor && m_statistics)
        return;
    clearValues();
    showStorage(tensor);
    m_plot->setValueLabel(tensor.dtype.is_complex()           ? tr("Magnitude")
                          : tensor.role == TensorRole::Weight ? tr("Weight value")
                                                              : tr("Value"));
    Q_EMIT statisticsWanted(m_tensor, m_bins->value());
}

void WeightsPage::showHead(const Tensor& tensor)
{
    const QString values =
        words::plural(tensor.count().value_or(0), tr("1 value"), tr("%1 values"));
    m_head->setTitle(one_line(m_selection.tree().name(m_selection.node)),
                     words::text_of(tensor.dtype.name()) + QStringLiteral("  ") +
                         words::shape(tensor.shape),
                     tr("%1, %2").arg(values, words::size(tensor.bytes().value_or(0))));
}

void WeightsPage::showStorage(const Tensor& /*tensor*/)
{
    m_storage->setFacts(storage_facts(*m_selection.document, m_tensor));
}

void WeightsPage::clearValues()
{
    m_statistics.reset();
    m_band->hide();
    m_histogram_box->show();
    m_plot->clearHistogram();
    m_note->setNote({}, {}, IconInk::Warning);
    m_caption->clear();
    m_caption->hide();
    m_range->setCurrentIndex(0);
    const QString waiting = QString(QChar(0x2026));
    QList<Fact> names;
    for (const QString& name :
         {tr("Count"), tr("Minimum"), tr("Maximum"), tr("Mean"), tr("Std deviation"), tr("L1 norm"),
          tr("L2 norm"), tr("Zeros"), tr("NaN, ±Inf")})
        names.append({name, waiting, Style::Figure, {}});
    QList<Fact> quantiles;
    for (const double share : quantile_shares)
        quantiles.append({quantile_label(share), waiting, Style::Figure, {}});
    m_figures->setFacts({names, quantiles});
}

void WeightsPage::setStatistics(TensorId tensor, const Result<Statistics>& statistics)
{
    if (tensor != m_tensor)
        return;
    if (!statistics) {
        const words::ErrorWords error =
            words::describe(statistics.error(), m_selection.document->path);
        const bool stopped = statistics.error().code == ErrorCode::Cancelled;
        m_band->setMessage(stopped ? Band::Kind::Note : Band::Kind::Error,
                           stopped ? tr("Measuring was stopped")
                                   : tr("The values of this array cannot be read"),
                           stopped ? tr("Choose the row again to measure it.") : error.message(),
                           stopped ? QString() : error.remedy);
        m_band->show();
        m_histogram_box->hide();
        m_statistics.reset();
        const QString unknown = tr("unknown");
        m_figures->setFacts(
            QList<Fact>{{tr("Count"),
                         words::count(m_selection.document->tensor(tensor).count().value_or(0)),
                         Style::Figure,
                         {}},
                        {tr("Minimum"), unknown, Style::Figure, {}},
                        {tr("Maximum"), unknown, Style::Figure, {}}});
        return;
    }
    m_statistics = *statistics;
    m_band->hide();
    m_histogram_box->show();
    showFigures(*m_statistics);
    showMarks(*m_statistics);
    if (m_statistics->quantiles && m_statistics->min && !isConstant()) {
        const double whole = to_double(*m_statistics->max) - to_double(*m_statistics->min);
        const double middle = m_statistics->quantiles->back() - m_statistics->quantiles->front();
        m_range->setCurrentIndex(middle > 0 && middle < whole * outlier_share ? 1 : 0);
    }
    m_range->setEnabled(!isConstant() && m_statistics->quantiles.has_value());
    showRange();
}

bool WeightsPage::isConstant() const
{
    return m_statistics && m_statistics->min && m_statistics->max &&
           *m_statistics->min == *m_statistics->max;
}

void WeightsPage::showRange()
{
    if (!m_statistics)
        return;
    m_caption->hide();
    m_plot->show();
    if (isConstant()) {
        m_plot->showConstant(to_double(*m_statistics->min), m_statistics->finite());
        m_caption->setText(
            m_statistics->finite() == 1
                ? tr("There is one value. The bar stands at it; its width means nothing.")
                : tr("All %1 values are %2. The bar stands at that value; its width means nothing.")
                      .arg(words::count(m_statistics->finite()),
                           words::number(*m_statistics->min)));
        m_caption->show();
        return;
    }
    if (!m_statistics->min) {
        m_plot->hide();
        m_caption->setText(m_statistics->count == 0 ? tr("The array is empty.")
                                                    : tr("None of the values is a finite number."));
        m_caption->show();
        return;
    }
    if (m_range->currentIndex() == static_cast<int>(Range::Middle) && m_statistics->quantiles) {
        Q_EMIT histogramWanted(m_tensor, m_statistics->quantiles->front(),
                               m_statistics->quantiles->back(), m_bins->value());
        return;
    }
    m_plot->showHistogram(m_statistics->histogram, m_statistics->quantiles);
}

void WeightsPage::setHistogram(TensorId tensor, const Result<Histogram>& histogram)
{
    if (tensor != m_tensor || !m_statistics)
        return;
    if (!histogram) { // the full range is known already
        m_range->setCurrentIndex(0);
        showRange();
        return;
    }
    m_plot->showHistogram(*histogram, m_statistics->quantiles);
    m_caption->setText(tr("%1 values lie below the range and %2 above it, in the hatched bars.")
                           .arg(words::count(histogram->below), words::count(histogram->above)));
    m_caption->show();
}

void WeightsPage::showFigures(const Statistics& s)
{
    const auto number = [](const QString& name, const std::optional<Number>& value,
                           const words::NumberColumn& column) {
        if (!value)
            return Fact{name, words::none(), Style::Figure, {}};
        const bool whole = !std::holds_alternative<double>(*value);
        return Fact{name, whole ? words::number(*value) : column.text(std::get<double>(*value)),
                    Style::Figure, words::exact_number(*value)};
    };
    const auto real = [](const QString& name, const std::optional<double>& value,
                         const words::NumberColumn* column) {
        if (!value)
            return Fact{name, words::none(), Style::Figure, {}};
        return Fact{name, column ? column->text(*value) : words::real(*value), Style::Figure,
                    words::exact_real(*value)};
    };
    std::vector<double> like;
    for (const std::optional<double>& value :
         {s.min ? std::optional(to_double(*s.min)) : std::nullopt,
          s.max ? std::optional(to_double(*s.max)) : std::nullopt, s.mean, s.std}) {
        if (value)
            like.push_back(*value);
    }
    const words::NumberColumn column(like);
    QList<Fact> left = {{tr("Count"), words::count(s.count), Style::Figure, {}},
                        number(tr("Minimum"), s.min, column),
                        number(tr("Maximum"), s.max, column),
                        real(tr("Mean"), s.mean, &column),
                        real(tr("Std deviation"), s.std, &column),
                        real(tr("L1 norm"), s.l1, nullptr),
                        real(tr("L2 norm"), s.l2, nullptr),
                        {tr("Zeros"), words::count(s.zeros), Style::Figure, {}}};
    left.append({tr("NaN, ±Inf"),
                 words::count(s.nan) + QStringLiteral(", ") +
                     words::count(s.positive_infinity + s.negative_infinity),
                 Style::Figure,
                 {}});
    if (s.distinct)
        left.append({tr("Distinct"), words::count(*s.distinct), Style::Figure, {}});
    QList<Fact> right;
    std::vector<double> quantiles;
    if (s.quantiles)
        quantiles.assign(s.quantiles->begin(), s.quantiles->end());
    const words::NumberColumn quantile_column(quantiles);
    for (std::size_t i = 0; i < quantile_shares.size(); ++i)
        right.append(real(quantile_label(quantile_shares[i]),
                          s.quantiles ? std::optional((*s.quantiles)[i]) : std::nullopt,
                          &quantile_column));
    if (s.quantiles && !s.quantiles_exact)
        right.append({tr("Quantiles"), tr("within 0.4 %"), Style::Figure, {}});
    m_figures->setFacts({left, right});
}

void WeightsPage::showMarks(const Statistics& s)
{
    QStringList parts;
    if (s.nan != 0)
        parts.append(tr("NaN %1").arg(words::count(s.nan)));
    if (s.positive_infinity != 0)
        parts.append(tr("+Inf %1").arg(words::count(s.positive_infinity)));
    if (s.negative_infinity != 0)
        parts.append(tr("−Inf %1").arg(words::count(s.negative_infinity)));
    if (!parts.isEmpty())
        m_note->setNote(QStringLiteral("mark-nan"), parts.join(QStringLiteral(", ")),
                        IconInk::Warning);
    else if (s.all_zero())
        m_note->setNote(QStringLiteral("mark-zero"), tr("all zero"), IconInk::Warning);
    else if (s.constant())
        m_note->setNote(QStringLiteral("mark-constant"), tr("constant"), IconInk::Warning);
    else
        m_note->setNote({}, {}, IconInk::Warning);
    foldControls();
}

void WeightsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_blocks->setDirection(width() < side_by_side_width ? QBoxLayout::TopToBottom
                                                        : QBoxLayout::LeftToRight);
    foldControls();
}

void WeightsPage::foldControls()
{
    const auto show_control = [this](QWidget* control, bool shown) {
        control->setVisible(shown);
        for (QLabel* const label : m_histogram_box->findChildren<QLabel*>()) {
            if (label->buddy() == control)
                label->setVisible(shown);
        }
    };
    QWidget* const leaving[] = {m_range, m_quantiles, m_bins};
    for (QWidget* const control : leaving)
        show_control(control, true);
    // Page margins, the box's own and room for a scroll bar.
    constexpr int margins = 66;
    for (QWidget* const control : leaving) {
        m_histogram_box->head()->invalidate();
        if (m_histogram_box->head()->sizeHint().width() <= width() - margins)
            return;
        show_control(control, false);
    }
}

} // namespace strata
