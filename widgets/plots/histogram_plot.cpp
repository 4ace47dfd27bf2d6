// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/histogram_plot.h"

#include "widgets/plots/hover_box.h"
#include "widgets/plots/plot_style.h"
#include "widgets/plots/quantile_lines.h"
#include "widgets/plots/tickers.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"
#include "widgets/words/number_words.h"

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

/// From this many pixels a bar on, a gap of one pixel is left between bars.
constexpr double gap_from_pixels = 5;
/// Where a bar of a logarithmic axis starts: under 1, so that a count of 1 is seen.
constexpr double log_floor = 0.5;
/// Above the plot where no quantiles are labelled.
constexpr int compact_room = 12;

} // namespace

HistogramPlot::HistogramPlot(QWidget* parent)
    : QCustomPlot(parent),
      m_bars(new QCPBars(xAxis, yAxis)),
      m_end_bars(new QCPBars(xAxis, yAxis)),
      m_hover_bar(new QCPBars(xAxis, yAxis)),
      m_zero(new QCPItemLine(this)),
      m_quantile_lines(std::make_unique<QuantileLines>(*this)),
      m_value_ticker(new ValueTicker),
      m_box(new HoverBox(this))
{
    setObjectName(QStringLiteral("histogramPlot"));
    setAccessibleName(tr("Histogram"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    for (QCPBars* const bars : {m_bars, m_end_bars, m_hover_bar}) {
        bars->setAntialiased(false);
        bars->setAntialiasedFill(false);
        bars->setSelectable(QCP::stNone);
        bars->setWidthType(QCPBars::wtPlotCoords);
    }
    xAxis->setTicker(m_value_ticker);
    yAxis->setTicker(QSharedPointer<CountTicker>::create());
    makeItems();
    // A drag chooses a range of values, the wheel zooms about the pointer; counts stay.
    setSelectionRectMode(QCP::srmZoom);
    setInteractions(QCP::iRangeZoom);
    axisRect()->setRangeZoom(Qt::Horizontal);
    axisRect()->setRangeZoomAxes(xAxis, nullptr);
    connect(this, &QCustomPlot::afterLayout, this, [this] {
        applyBarStyle();
        placeLines();
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
    for (std::size_t i = 0; i < m_end_texts.size(); ++i) {
        auto* const text = new QCPItemText(this);
        text->setClipToAxisRect(false);
        text->position->setType(QCPItemPosition::ptPlotCoords);
        text->setPositionAlignment(Qt::AlignHCenter |
                                   (i % 2 == 0 ? Qt::AlignBottom : Qt::AlignTop));
        m_end_texts[i] = text;
    }
    clearHistogram();
}

void HistogramPlot::applyTheme()
{
    style_plot(*this);
    const Theme& theme = Theme::of(palette());
    const QColor text = palette().color(QPalette::Text);
    const QColor bar = theme.series[static_cast<std::size_t>(m_series)];
    axisRect()->setMinimumMargins(
        QMargins(8, m_compact ? compact_room : m_quantile_lines->room(), 12, 0));
    m_bars->setBrush(bar);
    m_bars->setPen(Qt::NoPen);
    m_end_bars->setBrush(QBrush(bar, Qt::BDiagPattern));
    m_end_bars->setPen(QPen(bar, 1));
    m_hover_bar->setBrush(text);
    m_hover_bar->setPen(Qt::NoPen);
    m_zero->setPen(QPen(theme.axis, 1, Qt::DotLine));
    m_quantile_lines->applyTheme();
    for (std::size_t i = 0; i < m_end_texts.size(); ++i) {
        const bool number = i % 2 == 0;
        m_end_texts[i]->setFont(number ? fixed_font(font()) : small_font(font()));
        m_end_texts[i]->setColor(number ? text : palette().color(QPalette::PlaceholderText));
    }
}

HistogramPlot::~HistogramPlot() = default;

void HistogramPlot::setCompact(int series)
{
    m_compact = true;
    m_series = series;
    m_quantiles_shown = false;
    m_value_ticker->setTickCount(4);
    xAxis->setLabel({});
    applyTheme();
    updateGeometry();
}

QSize HistogramPlot::sizeHint() const
{
    return m_compact ? QSize(220, 200) : QSize(480, 230);
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
    m_value_ticker->setLimits(m_full_range);
    placeEndBars();
    showAll();
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
    updateCountAxis();
    replot(rpQueuedReplot);
}

void HistogramPlot::clearHistogram()
{
    m_histogram = {};
    m_quantiles.reset();
    m_constant = false;
    m_hovered = -1;
    m_bars->data()->clear();
    m_end_bars->data()->clear();
    m_hover_bar->data()->clear();
    m_box->hide();
    m_value_ticker->setLimits(QCPRange());
    for (QCPItemText* const text : m_end_texts)
        text->setVisible(false);
    m_quantile_lines->hide();
    m_zero->setVisible(false);
    replot(rpQueuedReplot);
}

void HistogramPlot::placeEndBars()
{
    if (m_histogram.below == 0 && m_histogram.above == 0)
        return;
    const double width = m_full_range.size() / 50;
    const double places[] = {m_full_range.lower - 2.5 * width, m_full_range.upper + 2.5 * width};
    const std::uint64_t counts[] = {m_histogram.below, m_histogram.above};
    const QString sides[] = {tr("below"), tr("above")};
    m_end_bars->setWidth(width * 1.5);
    for (std::size_t side = 0; side < 2; ++side) {
        const auto height = static_cast<double>(counts[side]);
        m_end_bars->addData(places[side], height);
        QCPItemText* const number = m_end_texts[side * 2];
        number->position->setCoords(places[side], height);
        number->setText(words::compact_count(height));
        QCPItemText* const word = m_end_texts[side * 2 + 1];
        word->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        word->position->setCoords(places[side], 1.01);
        word->setText(sides[side]);
        number->setVisible(true);
        word->setVisible(true);
    }
    m_full_range = QCPRange(places[0] - 1.5 * width, places[1] + 1.5 * width);
}

void HistogramPlot::updateCountAxis()
{
    double most = 1;
    for (const std::uint64_t count : m_histogram.counts)
        most = std::max(most, static_cast<double>(count));
    for (const std::uint64_t count : {m_histogram.below, m_histogram.above})
        most = std::max(most, static_cast<double>(count));
    yAxis->setScaleType(m_logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (m_logarithmic)
        yAxis->setTicker(QSharedPointer<LogCountTicker>::create());
    else
        yAxis->setTicker(QSharedPointer<CountTicker>::create());
    for (QCPBars* const bars : {m_bars, m_end_bars, m_hover_bar})
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
    replot(rpQueuedReplot);
}

void HistogramPlot::setValueLabel(const QString& label)
{
    xAxis->setLabel(label);
    replot(rpQueuedReplot);
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
    const double pixels = std::abs(xAxis->coordToPixel(m_histogram.edges[1]) -
                                   xAxis->coordToPixel(m_histogram.edges[0]));
    const double part = pixels >= gap_from_pixels ? 1 - 1 / pixels : 1;
    m_bars->setWidth(bin * part);
    m_hover_bar->setWidth(bin * part);
}

void HistogramPlot::placeLines()
{
    m_zero->setVisible(!m_constant && xAxis->range().contains(0) && !m_histogram.counts.empty());
    if (m_quantiles_shown && !m_constant)
        m_quantile_lines->place(m_quantiles);
    else
        m_quantile_lines->hide();
}

std::uint64_t HistogramPlot::total() const
{
    std::uint64_t sum = m_histogram.below + m_histogram.above;
    for (const std::uint64_t count : m_histogram.counts)
        sum += count;
    return sum;
}

int HistogramPlot::binAt(double value) const
{
    const std::vector<double>& edges = m_histogram.edges;
    if (edges.size() < 2 || value < edges.front() || value > edges.back())
        return -1;
    const auto above = std::upper_bound(edges.begin(), edges.end(), value);
    const auto bin = static_cast<int>(above - edges.begin()) - 1;
    return std::min(bin, static_cast<int>(m_histogram.counts.size()) - 1);
}

void HistogramPlot::setHoveredBin(int bin)
{
    if (bin == m_hovered)
        return;
    m_hovered = bin;
    m_hover_bar->data()->clear();
    if (bin < 0 || bin >= static_cast<int>(m_histogram.counts.size())) {
        m_hovered = -1;
        m_box->hide();
        replot(rpQueuedReplot);
        return;
    }
    const auto at = static_cast<std::size_t>(bin);
    const double low = m_histogram.edges[at];
    const double high = m_histogram.edges[at + 1];
    const auto count = static_cast<double>(m_histogram.counts[at]);
    m_hover_bar->addData(low + (high - low) / 2, count);
    const QPoint point(qRound(xAxis->coordToPixel(high)),
                       qRound(std::max(yAxis->coordToPixel(std::max(count, log_floor)),
                                       double(axisRect()->top() + 30))));
    const QString range = m_constant ? words::real(low + (high - low) / 2)
                                     : tr("%1 to %2").arg(words::real(low), words::real(high));
    m_box->showAt(point, range,
                  words::plural(m_histogram.counts[at], tr("1 value"), tr("%1 values")),
                  words::share(count, static_cast<double>(total())));
    replot(rpQueuedReplot);
}

QString HistogramPlot::hoverText() const
{
    return m_hovered < 0 ? QString() : m_box->text();
}

QString HistogramPlot::binsAsCsv() const
{
    QString text = QStringLiteral("low,high,count\n");
    for (std::size_t i = 0; i < m_histogram.counts.size(); ++i)
        text += words::exact_real(m_histogram.edges[i]) + QLatin1Char(',') +
                words::exact_real(m_histogram.edges[i + 1]) + QLatin1Char(',') +
                QString::number(m_histogram.counts[i]) + QLatin1Char('\n');
    return text;
}

void HistogramPlot::changeEvent(QEvent* event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyTheme();
        replot(rpQueuedReplot);
    }
}

void HistogramPlot::resizeEvent(QResizeEvent* event)
{
    setHoveredBin(-1);
    // The top margin holds the quantile labels, whose place is a share of the height.
    QCustomPlot::resizeEvent(event);
}

void HistogramPlot::mouseMoveEvent(QMouseEvent* event)
{
    QCustomPlot::mouseMoveEvent(event);
    const bool inside =
        axisRect()->rect().contains(event->pos()) && event->buttons() == Qt::NoButton;
    setHoveredBin(inside ? binAt(xAxis->pixelToCoord(event->position().x())) : -1);
}

void HistogramPlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    QCustomPlot::mouseDoubleClickEvent(event);
    showAll();
}

void HistogramPlot::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    setHoveredBin(-1);
}

void HistogramPlot::keyPressEvent(QKeyEvent* event)
{
    const int bins = static_cast<int>(m_histogram.counts.size());
    if (bins > 0 && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        const int step = event->key() == Qt::Key_Left ? -1 : 1;
        setHoveredBin(m_hovered < 0 ? (step > 0 ? 0 : bins - 1)
                                    : std::clamp(m_hovered + step, 0, bins - 1));
        return;
    }
    if (event->key() == Qt::Key_Escape && m_hovered >= 0)
        return setHoveredBin(-1);
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(binsAsCsv());
        return;
    }
    QCustomPlot::keyPressEvent(event);
}

void HistogramPlot::focusInEvent(QFocusEvent* event)
{
    QCustomPlot::focusInEvent(event);
    update();
}

void HistogramPlot::focusOutEvent(QFocusEvent* event)
{
    QCustomPlot::focusOutEvent(event);
    update();
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

void HistogramPlot::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    const QAction* const picture = menu.addAction(tr("Copy picture"));
    const QAction* const csv = menu.addAction(tr("Copy bins as CSV"));
    menu.addSeparator();
    const QAction* const all = menu.addAction(tr("Show the whole range"));
    const QAction* const chosen = menu.exec(event->globalPos());
    if (chosen == picture)
        QGuiApplication::clipboard()->setPixmap(toPixmap());
    else if (chosen == csv)
        QGuiApplication::clipboard()->setText(binsAsCsv());
    else if (chosen == all)
        showAll();
}

} // namespace strata
