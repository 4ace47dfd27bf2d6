// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/histogram_plot.h"

#include "widgets/plots/bin_bars.h"
#include "widgets/plots/end_bars.h"
#include "widgets/plots/hover_box.h"
#include "widgets/plots/plot_style.h"
#include "widgets/plots/quantile_lines.h"
#include "widgets/plots/range_band.h"
#include "widgets/plots/tickers.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

/// Where a bar of a logarithmic axis starts: under 1, so that a count of 1 is seen.
constexpr double log_floor = 0.5;
/// Milliseconds without a turn of the wheel after which a new range is counted.
constexpr int wheel_rest_ms = 150;
/// Above the plot where no quantiles are labelled.
constexpr int compact_room = 12;
/// Pixels that are not for the counts' axis, and that each of its ticks takes at least.
constexpr int axis_room = 70;
constexpr int label_pitch = 22;
/// Pixels that the counts take beside the axis of values, and that each of its labels takes.
constexpr int count_room = 50;
constexpr int label_width = 58;
constexpr int digit_width = 8;

} // namespace

HistogramPlot::HistogramPlot(QWidget* parent)
    : QCustomPlot(parent),
      m_bars(new BinBars(xAxis, yAxis)),
      m_hover_bar(new BinBars(xAxis, yAxis)),
      m_companion_line(addGraph()),
      m_zero(new QCPItemLine(this)),
      m_end_bars(std::make_unique<EndBars>(*this)),
      m_quantile_lines(std::make_unique<QuantileLines>(*this)),
      m_value_ticker(new ValueTicker),
      m_box(new HoverBox(this)),
      m_wheel_rest(new QTimer(this))
{
    setObjectName(QStringLiteral("histogramPlot"));
    setAccessibleName(tr("Histogram"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    for (QCPBars* const bars : {m_bars, endBars(), m_hover_bar}) {
        bars->setAntialiased(false);
        bars->setAntialiasedFill(false);
        bars->setSelectable(QCP::stNone);
        bars->setWidthType(QCPBars::wtPlotCoords);
    }
    m_companion_line->setLineStyle(QCPGraph::lsStepLeft);
    m_companion_line->setAntialiased(false);
    m_companion_line->setSelectable(QCP::stNone);
    xAxis->setTicker(m_value_ticker);
    yAxis->setTicker(QSharedPointer<CountTicker>::create());
    makeItems();
    setSelectionRect(new RangeBand(this)); // the plot owns it
    setSelectionRectMode(QCP::srmCustom);
    connect(selectionRect(), &QCPSelectionRect::accepted, this, &HistogramPlot::takeSelection);
    m_wheel_rest->setSingleShot(true);
    m_wheel_rest->setInterval(wheel_rest_ms);
    connect(m_wheel_rest, &QTimer::timeout, this,
            [this] { Q_EMIT rangeChosen(xAxis->range().lower, xAxis->range().upper); });
    connect(this, &QCustomPlot::afterLayout, this, [this] {
        applyBarStyle();
        placeLines();
        m_end_bars->placeTexts();
    });
    applyTheme();
}

void HistogramPlot::makeItems()
{
    const auto vertical = [](QCPItemPosition* position, double y) {
        position->setTypeX(QCPItemPosition::ptPlotCoords);
        position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        position->setCoords(0, y);
    };
    vertical(m_zero->start, -0.02);
    vertical(m_zero->end, 1);
    clearHistogram();
}

void HistogramPlot::applyTheme()
{
    style_plot(*this);
    const Theme& theme = Theme::of(palette());
    const QColor text = palette().color(QPalette::Text);
    const QColor bar = barColour();
    axisRect()->setMinimumMargins(
        QMargins(8, m_compact || !m_quantiles_shown ? compact_room : m_quantile_lines->room(),
                 m_compact ? 4 : 12, 0));
    QColor half = bar;
    half.setAlphaF(0.5F);
    m_bars->setBrush(m_companion.counts.empty() ? bar : half);
    m_companion_line->setPen(QPen(theme.series[1], 1.5));
    m_bars->setPen(Qt::NoPen);
    m_end_bars->applyTheme(bar);
    m_hover_bar->setBrush(text);
    m_hover_bar->setPen(Qt::NoPen);
    m_zero->setPen(QPen(theme.axis, 1, Qt::DotLine));
    m_quantile_lines->applyTheme();
}

HistogramPlot::~HistogramPlot() = default;

QColor HistogramPlot::barColour() const
{
    return m_ink ? ink_colour(*m_ink, palette())
                 : Theme::of(palette()).series[static_cast<std::size_t>(m_series)];
}

void HistogramPlot::setInk(IconInk ink)
{
    m_ink = ink;
    applyTheme();
}

void HistogramPlot::showCompanion(const Histogram& companion)
{
    m_companion = companion;
    m_companion_line->data()->clear();
    const std::size_t bins = companion.counts.size();
    if (bins == 0 || companion.edges.size() != bins + 1)
        return;
    QVector<double> keys = {companion.edges.front()};
    QVector<double> counts = {0};
    for (std::size_t i = 0; i < bins; ++i) {
        keys.append(companion.edges[i]);
        counts.append(static_cast<double>(companion.counts[i]));
    }
    keys.append(companion.edges.back());
    counts.append(0);
    m_companion_line->setData(keys, counts, true);
    applyTheme();
    updateCountAxis();
    replot(rpQueuedReplot);
}

void HistogramPlot::setCompact(int series)
{
    m_compact = true;
    m_series = series;
    m_quantiles_shown = false;
    xAxis->setLabel({});
    applyTheme();
    updateGeometry();
}

QCPBars* HistogramPlot::endBars() const
{
    return m_end_bars->bars();
}

QSize HistogramPlot::sizeHint() const
{
    return m_compact ? QSize(220, 180) : QSize(480, 230);
}

QSize HistogramPlot::minimumSizeHint() const
{
    return m_compact ? QSize(140, 140) : QSize(240, 180);
}

void HistogramPlot::showHistogram(const Histogram& histogram,
                                  const std::optional<std::array<double, 7>>& quantiles)
{
    clearHistogram();
    m_histogram = histogram;
    m_quantiles = quantiles;
    if (histogram.counts.empty() || histogram.edges.size() != histogram.counts.size() + 1)
        return replot(rpQueuedReplot);
    QVector<double> centres;
    QVector<double> counts;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        centres.append(histogram.edges[i] + (histogram.edges[i + 1] - histogram.edges[i]) / 2);
        counts.append(static_cast<double>(histogram.counts[i]));
    }
    m_bars->setData(centres, counts, true);
    m_full_range = QCPRange(histogram.edges.front(), histogram.edges.back());
    const QCPRange shown = m_full_range;
    m_full_range = m_end_bars->place(histogram, shown);
    // The words beneath the hatched bars need the room of a label at the very end.
    const double word_room = m_full_range.size() > shown.size() ? shown.size() * 0.04 : 0;
    m_value_ticker->setLimits(QCPRange(shown.lower + word_room, shown.upper - word_room));
    showAll();
    updateValueAxis();
    updateCountAxis();
    replot(rpQueuedReplot);
}

void HistogramPlot::showConstant(double value, std::uint64_t count)
{
    clearHistogram();
    m_constant = true;
    double half = 0.5;
    if (value + half == value || value - half == value)
        half = std::abs(value) * 0.1;
    const double width = half * 0.05;
    m_histogram.edges = {value - width / 2, value + width / 2};
    m_histogram.counts = {count};
    m_bars->setData({value}, {static_cast<double>(count)}, true);
    m_full_range = QCPRange(value - half, value + half);
    m_value_ticker->setLimits(m_full_range);
    showAll();
    updateValueAxis();
    updateCountAxis();
    replot(rpQueuedReplot);
}

void HistogramPlot::clearHistogram()
{
    m_histogram = {};
    if (!m_companion.counts.empty()) {
        m_companion = {};
        m_companion_line->data()->clear();
        applyTheme();
    }
    m_quantiles.reset();
    m_constant = false;
    m_hovered = no_bin;
    m_wheel_rest->stop();
    m_limits = QCPRange();
    setRangeNote({});
    m_bars->data()->clear();
    m_end_bars->clear();
    m_hover_bar->data()->clear();
    m_box->hide();
    m_value_ticker->setLimits(QCPRange());
    m_quantile_lines->hide();
    m_zero->setVisible(false);
    replot(rpQueuedReplot);
}

/// Of the bars within the range, unless those outside are not much taller: what was zoomed into is
/// what shall be seen.
double HistogramPlot::tallestBar() const
{
    double most = 1;
    for (const Histogram* const each : {&m_histogram, &m_companion}) {
        for (const std::uint64_t count : each->counts)
            most = std::max(most, static_cast<double>(count));
    }
    const auto outside = static_cast<double>(std::max(m_histogram.below, m_histogram.above));
    constexpr double much_taller = 1.5;
    return outside <= most * much_taller ? std::max(most, outside) : most * 1.1;
}

void HistogramPlot::updateValueAxis()
{
    if (m_compact) {
        // A small plot has as many ticks as their labels leave room for.
        const int digit = std::max(1, QFontMetrics(xAxis->tickLabelFont()).horizontalAdvance(u'0'));
        m_value_ticker->setTickCount(compact_ticks - 1);
        m_value_ticker->setRoom(std::max(1, (width() - count_room) / digit));
    } else {
        // A narrow range far from zero takes more digits to tell its ends apart.
        const double farthest =
            std::max(std::abs(m_full_range.lower), std::abs(m_full_range.upper));
        const double ratio = m_full_range.size() > 0 ? farthest / m_full_range.size() : 1;
        const int digits = ratio > 1000 ? static_cast<int>(std::log10(ratio)) : 0;
        m_value_ticker->setTickCount(std::clamp(
            (width() - count_room) / (label_width + digits * digit_width), 2, most_ticks));
    }
}

void HistogramPlot::updateCountAxis()
{
    const double most = tallestBar();
    yAxis->setScaleType(m_logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (m_logarithmic)
        yAxis->setTicker(QSharedPointer<LogCountTicker>::create());
    else
        yAxis->setTicker(QSharedPointer<CountTicker>::create(
            std::clamp((height() - axis_room) / label_pitch, compact_ticks - 1, most_ticks)));
    for (QCPBars* const bars : {m_bars, endBars(), m_hover_bar})
        bars->setBaseValue(m_logarithmic ? log_floor : 0);
    yAxis->setRange(m_logarithmic ? log_floor : 0, m_logarithmic ? most * 1.6 : most * 1.08);
}

void HistogramPlot::setLogarithmic(bool logarithmic)
{
    m_logarithmic = logarithmic;
    updateCountAxis();
    replot(rpQueuedReplot);
}

void HistogramPlot::setQuantilesShown(bool shown)
{
    m_quantiles_shown = shown;
    applyTheme();
    replot(rpQueuedReplot);
}

void HistogramPlot::setValueLabel(const QString& label)
{
    m_value_label = label;
    setRangeNote(m_range_note);
}

void HistogramPlot::setRangeNote(const QString& note)
{
    m_range_note = note;
    if (m_compact)
        return;
    xAxis->setLabel(note.isEmpty() ? m_value_label : tr("%1, %2").arg(m_value_label, note));
    replot(rpQueuedReplot);
}

void HistogramPlot::setLimits(double low, double high)
{
    m_limits = QCPRange(low, high);
}

void HistogramPlot::showAll()
{
    if (m_full_range.size() <= 0)
        return;
    const double air = m_full_range.size() * 0.01;
    xAxis->setRange(m_full_range.lower - air, m_full_range.upper + air);
    replot(rpQueuedReplot);
}

void HistogramPlot::applyBarStyle()
{
    if (m_histogram.counts.empty())
        return;
    const double bin = m_histogram.edges[1] - m_histogram.edges[0];
    m_bars->setWidth(bin);
    m_hover_bar->setWidth(bin);
}

void HistogramPlot::placeLines()
{
    m_zero->setVisible(!m_constant && xAxis->range().contains(0) && !m_histogram.counts.empty());
    if (m_quantiles_shown && !m_constant && !m_histogram.edges.empty())
        m_quantile_lines->place(m_quantiles, m_histogram.edges.front(), m_histogram.edges.back());
    else
        m_quantile_lines->hide();
}

void HistogramPlot::changeEvent(QEvent* event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyTheme();
        replot(rpQueuedReplot);
    }
}

void HistogramPlot::paintEvent(QPaintEvent* event)
{
    QCustomPlot::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setPen(QPen(Theme::of(palette()).focus, 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

} // namespace strata
