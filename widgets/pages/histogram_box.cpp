// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/histogram_box.h"

#include "widgets/pages/statistics_facts.h"
#include "widgets/parts/caption_row.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/switch_bar.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/theme/icons.h"
#include "widgets/words/number_words.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>

namespace strata {

namespace {

constexpr int default_bins = 64;
constexpr int bins_limit = 1024;
/// Numbers of bins that the menu offers.
constexpr int menu_bins[] = {16, 32, 64, 128, 256, 512, 1024};
/// The middle of the values is shown when it fills less than this share of the whole range.
constexpr double outlier_share = 0.2;

} // namespace

HistogramBox::HistogramBox(QWidget* parent)
    : Box(tr("Histogram"), parent),
      m_plot(new HistogramPlot),
      m_measured(new InkLabel),
      m_note(new InkLabel),
      m_bins(new QSpinBox),
      m_scale(new SwitchBar({tr("Linear"), tr("Log")})),
      m_range(new QComboBox),
      m_quantiles(new QCheckBox(tr("Quantiles"))),
      m_menu(new QMenu(this)),
      m_caption(make_secondary_label({})),
      m_brief(new CaptionRow)
{
    m_note->setObjectName(QStringLiteral("histogramNote"));
    m_caption->setObjectName(QStringLiteral("histogramCaption"));
    m_caption->setWordWrap(true);
    m_measured->setObjectName(QStringLiteral("histogramMeasured"));
    m_measured->setElided();
    m_measured->setNote({}, {}, IconInk::Secondary);
    layout()->setContentsMargins(12, 10, 12, 6); // the plot has air of its own beneath
    head()->insertWidget(1, m_measured);
    head()->addWidget(m_note);
    makeControls();
    body()->addWidget(m_plot, 1);
    body()->addWidget(m_caption);
    body()->addWidget(m_brief);
    m_brief->setObjectName(QStringLiteral("briefFigures"));
    m_brief->hide();
    connect(m_bins, &QSpinBox::valueChanged, this, &HistogramBox::binsChosen);
    connect(m_scale, &SwitchBar::chosenByUser, this,
            [this](int index) { m_plot->setLogarithmic(index == 1); });
    connect(m_range, &QComboBox::activated, this, [this] {
        setRange(range()); // forgets what was chosen in the plot
        showRange();
    });
    connect(m_plot, &HistogramPlot::rangeChosen, this, &HistogramBox::chooseRange);
    connect(m_plot, &HistogramPlot::wholeWanted, this, &HistogramBox::showFullRange);
    connect(m_plot, &HistogramPlot::saveWanted, this, &HistogramBox::save);
    connect(m_menu, &QMenu::aboutToShow, this, &HistogramBox::fillMenu);
    connect(m_quantiles, &QCheckBox::toggled, m_plot, &HistogramPlot::setQuantilesShown);
}

void HistogramBox::makeControls()
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
    const auto add = [this](const QString& name, QWidget* control) {
        QLabel* const label = make_secondary_label(name);
        label->setBuddy(control);
        head()->addWidget(label);
        head()->addWidget(control);
    };
    add(tr("Bins"), m_bins);
    add(tr("Count"), m_scale);
    add(tr("Range"), m_range);
    head()->addWidget(m_quantiles);
    m_save = addButton(QStringLiteral("export"), tr("Save the histogram"));
    m_save->setObjectName(QStringLiteral("saveHistogram"));
    connect(m_save, &QToolButton::clicked, this, &HistogramBox::save);
    m_more = addButton(QStringLiteral("more"), tr("More settings of the histogram"));
    m_more->setObjectName(QStringLiteral("histogramMore"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_menu);
    m_more->hide();
}

QToolButton* HistogramBox::addButton(const QString& icon_name, const QString& text)
{
    auto* const button = new QToolButton;
    button->setIcon(icon(icon_name));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::StrongFocus);
    head()->addWidget(button);
    return button;
}

/// The controls that have left the line above the plot.
void HistogramBox::fillMenu()
{
    m_menu->clear();
    if (!m_quantiles->isVisibleTo(this)) {
        QAction* const quantiles = m_menu->addAction(m_quantiles->text());
        quantiles->setCheckable(true);
        quantiles->setChecked(m_quantiles->isChecked());
        connect(quantiles, &QAction::toggled, m_quantiles, &QCheckBox::setChecked);
    }
    const auto choices = [this](const QString& title) {
        QMenu* const menu = m_menu->addMenu(title);
        auto* const group = new QActionGroup(menu);
        return [menu, group](const QString& text, bool chosen) {
            QAction* const action = menu->addAction(text);
            action->setCheckable(true);
            action->setChecked(chosen);
            group->addAction(action);
            return action;
        };
    };
    if (!m_range->isVisibleTo(this) && m_range->isEnabled()) {
        const auto add = choices(tr("Range"));
        for (int i = 0; i < m_range->count(); ++i)
            connect(add(m_range->itemText(i), i == m_range->currentIndex()), &QAction::triggered,
                    this, [this, i] {
                        m_range->setCurrentIndex(i);
                        Q_EMIT m_range->activated(i);
                    });
    }
    if (!m_bins->isVisibleTo(this)) {
        const auto add = choices(tr("Bins"));
        for (const int bins : menu_bins)
            connect(add(QString::number(bins), bins == m_bins->value()), &QAction::triggered, this,
                    [this, bins] { m_bins->setValue(bins); });
    }
}

void HistogramBox::save()
{
    const QString failed = m_plot->save(m_name + QStringLiteral("_histogram"));
    if (!failed.isEmpty())
        setCaption(failed);
}

HistogramBox::Range HistogramBox::range() const
{
    return static_cast<Range>(m_range->currentIndex());
}

/// The third entry stands only while it is what is shown.
void HistogramBox::setRange(Range range)
{
    const int chosen = static_cast<int>(Range::Chosen);
    if (range == Range::Chosen && m_range->count() == chosen)
        m_range->addItem(tr("Chosen"));
    m_range->setCurrentIndex(static_cast<int>(range));
    if (range == Range::Chosen)
        return;
    m_chosen.reset();
    if (m_range->count() > chosen)
        m_range->removeItem(chosen);
}

void HistogramBox::chooseRange(double low, double high)
{
    if (!m_statistics || !m_statistics->min)
        return;
    m_chosen = {low, high};
    setRange(Range::Chosen);
    showRange();
}

void HistogramBox::setMeasured(const QStringList& what, bool partly)
{
    m_measured->setNote({}, what.value(0), partly ? IconInk::Warning : IconInk::Secondary);
    m_measured->setShorter(what.mid(1));
}

void HistogramBox::setBrief(bool brief)
{
    m_is_brief = brief;
    m_brief->setVisible(m_is_brief && m_statistics);
}

int HistogramBox::bins() const
{
    return m_bins->value();
}

void HistogramBox::clearValues()
{
    m_statistics.reset();
    m_brief->hide();
    m_plot->clearHistogram();
    m_note->setNote({}, {}, IconInk::Warning);
    setCaption({});
    setRange(Range::Full);
    m_range_settled = false;
}

void HistogramBox::setCaption(const QString& text)
{
    m_caption->setText(text);
    m_caption->setVisible(!text.isEmpty());
}

void HistogramBox::showStatistics(const Statistics& statistics)
{
    m_statistics = statistics;
    m_brief->setFacts(brief_facts(statistics));
    setBrief(m_is_brief);
    const ValueMark mark = value_mark(statistics);
    m_note->setNote(mark.icon_name, mark.text, IconInk::Warning);
    if (!m_range_settled && m_statistics->quantiles && m_statistics->min && !isConstant()) {
        const double whole = to_double(*m_statistics->max) - to_double(*m_statistics->min);
        const double middle = m_statistics->quantiles->back() - m_statistics->quantiles->front();
        setRange(middle > 0 && middle < whole * outlier_share ? Range::Middle : Range::Full);
    }
    m_range_settled = true; // another number of bins does not change it
    m_range->setEnabled(!isConstant() && m_statistics->quantiles.has_value());
    showRange();
}

bool HistogramBox::isConstant() const
{
    return m_statistics && m_statistics->min && m_statistics->max &&
           *m_statistics->min == *m_statistics->max;
}

void HistogramBox::showConstant()
{
    m_plot->showConstant(to_double(*m_statistics->min), m_statistics->finite());
    setCaption(
        m_statistics->finite() == 1
            ? tr("There is one value. The bar stands at it; its width means nothing.")
            : tr("All %1 values are %2. The bar stands at that value; its width means "
                 "nothing.")
                  .arg(words::count(m_statistics->finite()), words::number(*m_statistics->min)));
}

void HistogramBox::showRange()
{
    if (!m_statistics)
        return;
    setCaption({});
    m_plot->setVisible(m_statistics->min.has_value());
    if (isConstant())
        return showConstant();
    if (!m_statistics->min)
        return setCaption(m_statistics->count == 0 ? tr("The array is empty.")
                                                   : tr("None of the values is a finite number."));
    if (range() == Range::Middle && m_statistics->quantiles) {
        Q_EMIT rangeWanted(m_statistics->quantiles->front(), m_statistics->quantiles->back(),
                           m_bins->value());
        return;
    }
    if (range() == Range::Chosen && m_chosen) {
        Q_EMIT rangeWanted(m_chosen->first, m_chosen->second, m_bins->value());
        return;
    }
    m_plot->showHistogram(m_statistics->histogram, m_statistics->quantiles);
    m_plot->setLimits(to_double(*m_statistics->min), to_double(*m_statistics->max));
}

void HistogramBox::showFullRange()
{
    setRange(Range::Full);
    showRange();
}

void HistogramBox::showPart(const Histogram& histogram)
{
    // An answer to a question that has been taken back is not shown.
    if (!m_statistics || !m_statistics->min || range() == Range::Full || histogram.edges.empty())
        return;
    m_plot->showHistogram(histogram, m_statistics->quantiles);
    m_plot->setLimits(to_double(*m_statistics->min), to_double(*m_statistics->max));
    m_plot->setRangeNote(
        tr("%1 to %2 of %3 to %4")
            .arg(words::real(histogram.edges.front()), words::real(histogram.edges.back()),
                 words::number(*m_statistics->min), words::number(*m_statistics->max)));
    if (histogram.below != 0 || histogram.above != 0)
        setCaption(tr("%1 values lie below the range and %2 above it, in the hatched bars.")
                       .arg(words::count(histogram.below), words::count(histogram.above)));
}

void HistogramBox::foldControls(int width)
{
    const auto show_control = [this](QWidget* control, bool shown) {
        control->setVisible(shown);
        for (QLabel* const label : findChildren<QLabel*>()) {
            if (label->buddy() == control)
                label->setVisible(shown);
        }
    };
    QWidget* const leaving[] = {m_quantiles, m_range, m_bins};
    for (QWidget* const control : leaving)
        show_control(control, true);
    m_more->hide();
    // The box's own margins and frame.
    constexpr int margins = 26;
    for (QWidget* const control : leaving) {
        head()->invalidate();
        if (head()->sizeHint().width() <= width - margins)
            return;
        show_control(control, false);
        m_more->show();
    }
}

} // namespace strata
