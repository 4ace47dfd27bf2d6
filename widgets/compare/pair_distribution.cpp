// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_distribution.h"

#include "widgets/parts/box.h"
#include "widgets/parts/elided_label.h"
#include "widgets/parts/labels.h"
#include "widgets/parts/text.h"
#include "widgets/plots/histogram_plot.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"
#include "widgets/words/error_words.h"
#include "widgets/words/number_words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace strata {

namespace {

/// The rows above need their room too.
constexpr QSize least_plot(160, 125);

/// The title's stretch, beside that of what separates it from the notes.
constexpr int most_of_head = 100;

using Range = std::optional<std::pair<double, double>>;

Range joined(const Range& one, const Range& other)
{
    if (!one || !other)
        return one ? one : other;
    return std::pair(std::min(one->first, other->first), std::max(one->second, other->second));
}

/// The last two names of a path, as the file has them.
QString short_name(const QString& path)
{
    QStringList names = path.section(QLatin1Char('/'), -2).split(QLatin1Char('/'));
    for (QString& name : names)
        name = QString::fromStdString(unescape_path_part(name.toStdString()));
    return one_line(names.join(QLatin1Char('/')), 120);
}

QString range_note(const Histogram& part, const Range& whole)
{
    return PairDistribution::tr("%1 to %2 of %3 to %4")
        .arg(words::real(part.edges.front()), words::real(part.edges.back()),
             words::real(whole->first), words::real(whole->second));
}

/// Which side is drawn how: a filled square for the left one, a line for the right one.
class SideSwatches : public QWidget {
public:
    SideSwatches()
    {
        setAccessibleName(PairDistribution::tr("Left: filled bars. Right: a line of steps."));
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(small_font(font()));
        return {2 * (swatch + gap) + between + metrics.horizontalAdvance(leftWord()) +
                    metrics.horizontalAdvance(rightWord()),
                fontMetrics().height()};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        const Theme& theme = Theme::of(palette());
        painter.setFont(small_font(font()));
        const QFontMetrics metrics(painter.font());
        QColor half = theme.series[0];
        half.setAlphaF(0.5F);
        painter.fillRect(0, (height() - swatch) / 2, swatch, swatch, half);
        const int right = swatch + gap + metrics.horizontalAdvance(leftWord()) + between;
        painter.fillRect(right, height() / 2 - 1, swatch, 2, theme.series[1]);
        painter.setPen(palette().color(QPalette::Text));
        const auto word = [&](int left, const QString& text) {
            painter.drawText(
                QRect(left + swatch + gap, 0, metrics.horizontalAdvance(text) + 2, height()),
                Qt::AlignVCenter | Qt::AlignLeft, text);
        };
        word(0, leftWord());
        word(right, rightWord());
    }

private:
    static constexpr int swatch = 12;
    static constexpr int gap = 5;
    static constexpr int between = 14;
    static QString leftWord() { return PairDistribution::tr("left"); }
    static QString rightWord() { return PairDistribution::tr("right"); }
};

} // namespace

PairDistribution::PairDistribution(QWidget* parent)
    : QWidget(parent),
      m_both_box(new Box({})),
      m_both_title(new ElidedLabel(Qt::ElideMiddle)),
      m_difference_box(new Box(tr("Right \u2212 left"))),
      m_both(new HistogramPlot),
      m_difference(new HistogramPlot),
      m_note(make_secondary_label({}))
{
    makePlots();
    auto* const boxes = new QHBoxLayout(this);
    boxes->setContentsMargins(0, 0, 0, 0);
    boxes->setSpacing(10);
    boxes->addWidget(m_both_box, 10);
    boxes->addWidget(m_difference_box, 9);
}

void PairDistribution::makePlots()
{
    m_both->setObjectName(QStringLiteral("bothHistogram"));
    m_both->setAccessibleName(tr("Histogram of both sides"));
    m_both->setValueLabel(tr("Value"));
    m_difference->setObjectName(QStringLiteral("differenceHistogram"));
    m_difference->setAccessibleName(tr("Histogram of right minus left"));
    m_difference->setValueLabel(tr("Difference"));
    m_difference->setInk(IconInk::Changed);
    m_note->setObjectName(QStringLiteral("pairNote"));
    m_both_title->setFont(bold_font(font()));
    m_both_box->head()->insertWidget(0, m_both_title, most_of_head);
    m_both_box->head()->addWidget(m_note);
    m_both_box->head()->addWidget(new SideSwatches);
    m_both_box->body()->addWidget(m_both, 1);
    m_difference_box->body()->addWidget(m_difference, 1);
    for (Box* const box : {m_both_box, m_difference_box}) {
        box->layout()->setContentsMargins(10, 6, 8, 4);
        box->layout()->setSpacing(2);
    }
    connectPlot(m_both, HistogramOf::Sides);
    connectPlot(m_difference, HistogramOf::Difference);
}

void PairDistribution::connectPlot(HistogramPlot* plot, HistogramOf of)
{
    plot->setQuantilesShown(false);
    plot->setMinimumSize(least_plot);
    connect(plot, &HistogramPlot::saveWanted, plot, [this, plot, of] {
        const bool sides = of == HistogramOf::Sides;
        m_note->setText(
            plot->save(m_name + (sides ? QStringLiteral("-both") : QStringLiteral("-change"))));
    });
    connect(plot, &HistogramPlot::rangeChosen, this,
            [this, of](double low, double high) { askForRange(of, low, high); });
    connect(plot, &HistogramPlot::wholeWanted, this, [this, of] {
        if (!m_figures)
            return;
        (of == HistogramOf::Sides ? m_both_zoomed : m_difference_zoomed) = false;
        of == HistogramOf::Sides ? showBoth(m_figures->histograms)
                                 : showDifference(m_figures->histograms);
    });
}

void PairDistribution::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_both_title->setFont(bold_font(font()));
}

void PairDistribution::setSubject(const PairSubject& subject)
{
    m_pair = subject.pair;
    m_name = subject.path.section(QLatin1Char('/'), -1);
    m_counts = subject.hasHistograms();
    m_figures.reset();
    m_both_zoomed = m_difference_zoomed = false;
    m_both_box->setAccessibleName(one_line(subject.path, 120));
    m_both_title->setText(short_name(subject.path));
    m_both->clearHistogram();
    m_difference->clearHistogram();
    m_note->clear();
}

void PairDistribution::setFigures(const PairFigures& figures)
{
    if (figures.no_histograms) {
        const Error& error = *figures.no_histograms;
        m_note->setText(error.code == ErrorCode::Cancelled ? tr("Comparing was stopped")
                                                           : words::describe(error).message());
        return;
    }
    if (figures.histograms.left.counts.empty()) {
        m_note->setText(m_counts ? tr("No value is finite") : QString());
        return;
    }
    m_figures = figures;
    showBoth(m_figures->histograms);
    showDifference(m_figures->histograms);
}

void PairDistribution::askForRange(HistogramOf of, double low, double high)
{
    if (!m_figures || !(low < high))
        return;
    TensorDifference figures = m_figures->difference;
    if (of == HistogramOf::Sides)
        figures.range_left = figures.range_right = std::pair(low, high);
    else
        figures.range_difference = std::pair(low, high);
    (of == HistogramOf::Sides ? m_both_zoomed : m_difference_zoomed) = true;
    Q_EMIT rangeWanted(m_pair, of, figures);
}

void PairDistribution::setRange(std::size_t pair, HistogramOf of,
                                const Result<PairHistograms>& histograms)
{
    // An answer to a question that has been taken back is not shown.
    const bool sides = of == HistogramOf::Sides;
    if (pair != m_pair || !m_figures || !(sides ? m_both_zoomed : m_difference_zoomed))
        return;
    if (histograms)
        return sides ? showBoth(*histograms) : showDifference(*histograms);
    m_note->setText(histograms.error().code == ErrorCode::Cancelled
                        ? tr("Counting was stopped")
                        : words::describe(histograms.error()).message());
}

void PairDistribution::showBoth(const PairHistograms& histograms)
{
    m_note->clear();
    if (histograms.left.counts.empty())
        return;
    const auto outside = [](const Histogram& of) {
        return of.below + of.above;
    };
    // Hatched bars would stand for one side only.
    Histogram left = histograms.left;
    left.below = left.above = 0;
    m_both->showHistogram(left, std::nullopt);
    m_both->showCompanion(histograms.right);
    const Range whole = joined(m_figures->difference.range_left, m_figures->difference.range_right);
    m_both->setLimits(whole->first, whole->second);
    if (!m_both_zoomed)
        return;
    m_both->setRangeNote(range_note(left, whole));
    m_note->setText(
        tr("outside: %1 left, %2 right")
            .arg(words::count(outside(histograms.left)), words::count(outside(histograms.right))));
}

void PairDistribution::showDifference(const PairHistograms& histograms)
{
    const Range& whole = m_figures->difference.range_difference;
    const Histogram& difference = histograms.difference;
    if (difference.counts.empty() || !whole)
        return;
    if (whole->first == whole->second)
        return m_difference->showConstant(whole->first, m_figures->difference.finite);
    if (difference.edges.size() < 2)
        return;
    m_difference->showHistogram(difference, std::nullopt);
    m_difference->setLimits(whole->first, whole->second);
    if (m_difference_zoomed)
        m_difference->setRangeNote(range_note(difference, whole));
}

} // namespace strata
