// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/histogram_box.h"

#include "widgets/pages/statistics_facts.h"
#include "widgets/parts/ink_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/switch_bar.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/words/number_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSpinBox>

namespace strata {

namespace {

constexpr int default_bins = 64;
constexpr int bins_limit = 1024;
/// The middle of the values is shown when it fills less than this share of the whole range.
constexpr double outlier_share = 0.2;

} // namespace

HistogramBox::HistogramBox(QWidget* parent)
    : Box(tr("Histogram"), parent),
      m_plot(new HistogramPlot),
      m_note(new InkLabel),
      m_bins(new QSpinBox),
      m_scale(new SwitchBar({tr("Linear"), tr("Log")})),
      m_range(new QComboBox),
      m_quantiles(new QCheckBox(tr("Quantiles"))),
      m_caption(make_secondary_label({}))
{
    m_note->setObjectName(QStringLiteral("histogramNote"));
    m_caption->setObjectName(QStringLiteral("histogramCaption"));
    m_caption->setWordWrap(true);
    head()->addWidget(m_note);
    makeControls();
    body()->addWidget(m_plot, 1);
    body()->addWidget(m_caption);
    connect(m_bins, &QSpinBox::valueChanged, this, &HistogramBox::binsChosen);
    connect(m_scale, &SwitchBar::chosenByUser, this,
            [this](int index) { m_plot->setLogarithmic(index == 1); });
    connect(m_range, &QComboBox::activated, this, &HistogramBox::showRange);
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
}

int HistogramBox::bins() const
{
    return m_bins->value();
}

void HistogramBox::clearValues()
{
    m_statistics.reset();
    m_plot->clearHistogram();
    m_note->setNote({}, {}, IconInk::Warning);
    setCaption({});
    m_range->setCurrentIndex(0);
}

void HistogramBox::setCaption(const QString& text)
{
    m_caption->setText(text);
    m_caption->setVisible(!text.isEmpty());
}

void HistogramBox::showStatistics(const Statistics& statistics)
{
    m_statistics = statistics;
    const ValueMark mark = value_mark(statistics);
    m_note->setNote(mark.icon_name, mark.text, IconInk::Warning);
    if (m_statistics->quantiles && m_statistics->min && !isConstant()) {
        const double whole = to_double(*m_statistics->max) - to_double(*m_statistics->min);
        const double middle = m_statistics->quantiles->back() - m_statistics->quantiles->front();
        m_range->setCurrentIndex(middle > 0 && middle < whole * outlier_share ? 1 : 0);
    }
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
    if (m_range->currentIndex() == static_cast<int>(Range::Middle) && m_statistics->quantiles) {
        Q_EMIT rangeWanted(m_statistics->quantiles->front(), m_statistics->quantiles->back(),
                           m_bins->value());
        return;
    }
    m_plot->showHistogram(m_statistics->histogram, m_statistics->quantiles);
}

void HistogramBox::showFullRange()
{
    m_range->setCurrentIndex(static_cast<int>(Range::Full));
    showRange();
}

void HistogramBox::showPart(const Histogram& histogram)
{
    if (!m_statistics)
        return;
    m_plot->showHistogram(histogram, m_statistics->quantiles);
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
    QWidget* const leaving[] = {m_range, m_quantiles, m_bins};
    for (QWidget* const control : leaving)
        show_control(control, true);
    // The box's own margins and frame.
    constexpr int margins = 26;
    for (QWidget* const control : leaving) {
        head()->invalidate();
        if (head()->sizeHint().width() <= width - margins)
            return;
        show_control(control, false);
    }
}

} // namespace strata
