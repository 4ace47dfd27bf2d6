// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse and the keys do to a HistogramPlot, and how it leaves the program.
#include "widgets/plots/histogram_plot.h"

#include "widgets/plots/hover_box.h"
#include "widgets/plots/save_drawing.h"
#include "widgets/theme/theme.h"
#include "widgets/words/number_words.h"

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

/// A notch of a usual wheel, or a key, zooms by this much.
constexpr double zoom_step = 1.25;
/// A shorter drag is a click.
constexpr int shortest_drag = 3;
/// A range cannot be narrower than this share of its numbers: a double has 16 digits.
constexpr double narrowest_share = 1e-12;

} // namespace

std::uint64_t HistogramPlot::total() const
{
    std::uint64_t sum = m_histogram.below + m_histogram.above;
    for (const std::uint64_t count : m_histogram.counts)
        sum += count;
    return sum;
}

int HistogramPlot::binUnder(QPointF point) const
{
    const double value = xAxis->pixelToCoord(point.x());
    const std::vector<double>& edges = m_histogram.edges;
    if (edges.size() < 2)
        return no_bin;
    if (value < edges.front() || value > edges.back()) {
        const std::uint64_t outside = value < edges.front() ? m_histogram.below : m_histogram.above;
        if (outside == 0)
            return no_bin;
        return value < edges.front() ? below_bin : lastBin() + 1;
    }
    const auto above = std::upper_bound(edges.begin(), edges.end(), value);
    return std::min(static_cast<int>(above - edges.begin()) - 1, lastBin());
}

void HistogramPlot::setHoveredBin(int bin)
{
    if (bin == m_hovered)
        return;
    m_hovered = bin;
    m_hover_bar->data()->clear();
    if (m_hovered == no_bin || m_histogram.counts.empty()) {
        m_hovered = no_bin;
        m_box->hide();
    } else {
        showReadout();
    }
    replot(rpQueuedReplot);
}

void HistogramPlot::showReadout()
{
    const bool below = m_hovered == below_bin;
    const bool above = m_hovered == lastBin() + 1;
    const auto at = static_cast<std::size_t>(std::clamp(m_hovered, 0, lastBin()));
    const double low = m_histogram.edges[at];
    const double high = m_histogram.edges[at + 1];
    const std::uint64_t values = below   ? m_histogram.below
                                 : above ? m_histogram.above
                                         : m_histogram.counts[at];
    const auto count = static_cast<double>(values);
    QString range = tr("%1 to %2").arg(words::real(low), words::real(high));
    double right = high;
    if (below || above) {
        range =
            below ? tr("below %1").arg(words::real(low)) : tr("above %1").arg(words::real(high));
        right = endBars()->data()->at(below ? 0 : 1)->key;
    } else {
        m_hover_bar->addData(low + (high - low) / 2, count);
        if (m_constant)
            range = words::real(low + (high - low) / 2);
    }
    const double top = yAxis->coordToPixel(std::max(count, std::max(yAxis->range().lower, 0.0)));
    const QPoint point(qRound(xAxis->coordToPixel(right)),
                       qRound(std::max(top, double(axisRect()->top() + 30))));
    if (m_companion.counts.empty() || below || above)
        m_box->showAt(point, range, words::plural(values, tr("1 value"), tr("%1 values")),
                      words::share(count, static_cast<double>(total())));
    else
        m_box->showAt(
            point, range, tr("left %1").arg(words::count(values)),
            tr("right %1")
                .arg(words::count(at < m_companion.counts.size() ? m_companion.counts[at] : 0)));
    setAccessibleDescription(m_box->text());
}

/// One bar further; the hatched bars are the first and the last.
void HistogramPlot::moveHover(int step)
{
    const int first = m_histogram.below != 0 ? below_bin : 0;
    const int last = m_histogram.above != 0 ? lastBin() + 1 : lastBin();
    setHoveredBin(m_hovered == no_bin ? (step > 0 ? first : last)
                                      : std::clamp(m_hovered + step, first, last));
}

QString HistogramPlot::hoverText() const
{
    return m_hovered == no_bin ? QString() : m_box->text();
}

void HistogramPlot::chooseRange(double low, double high)
{
    const QCPRange limits = m_limits.size() > 0 ? m_limits : m_full_range;
    low = std::max(low, limits.lower);
    high = std::min(high, limits.upper);
    const double narrowest = std::max(std::abs(low), std::abs(high)) * narrowest_share;
    if (m_constant || !(high - low > narrowest))
        return;
    xAxis->setRange(low, high);
    setHoveredBin(no_bin);
    replot(rpQueuedReplot);
    m_wheel_rest->start();
}

void HistogramPlot::takeSelection(const QRect& rect)
{
    const QRect band = rect.normalized();
    if (band.width() < shortest_drag)
        return;
    // Nothing but what was counted: the hatched bars stand outside of it.
    const double low = std::max(xAxis->pixelToCoord(band.left()),
                                m_histogram.edges.empty() ? 0 : m_histogram.edges.front());
    const double high = std::min(xAxis->pixelToCoord(band.right()),
                                 m_histogram.edges.empty() ? 0 : m_histogram.edges.back());
    chooseRange(low, high);
    if (m_wheel_rest->isActive()) { // nothing more will follow
        m_wheel_rest->stop();
        Q_EMIT rangeChosen(xAxis->range().lower, xAxis->range().upper);
    }
}

void HistogramPlot::zoomAbout(double value, double factor)
{
    const QCPRange limits = m_limits.size() > 0 ? m_limits : m_full_range;
    // The axis has air and end bars beside what was counted, unless the wheel moved it since.
    const bool moved = m_wheel_rest->isActive() || m_histogram.edges.empty();
    const QCPRange shown =
        moved ? xAxis->range() : QCPRange(m_histogram.edges.front(), m_histogram.edges.back());
    value =
        std::clamp(value, std::max(limits.lower, shown.lower), std::min(limits.upper, shown.upper));
    const double low = value - (value - shown.lower) / factor;
    const double high = value + (shown.upper - value) / factor;
    if (low <= limits.lower && high >= limits.upper) {
        m_wheel_rest->stop();
        showAll();
        Q_EMIT wholeWanted();
        return;
    }
    chooseRange(low, high);
}

void HistogramPlot::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / 120.0;
    if (m_histogram.counts.empty() || m_constant || notches == 0 ||
        !axisRect()->rect().contains(event->position().toPoint()))
        return event->ignore();
    zoomAbout(xAxis->pixelToCoord(event->position().x()), std::pow(zoom_step, notches));
    event->accept();
}

void HistogramPlot::resizeEvent(QResizeEvent* event)
{
    setHoveredBin(no_bin);
    updateValueAxis();
    updateCountAxis();
    // The top margin holds the quantile labels, whose place is a share of the height.
    QCustomPlot::resizeEvent(event);
}

void HistogramPlot::mouseMoveEvent(QMouseEvent* event)
{
    QCustomPlot::mouseMoveEvent(event);
    const bool inside =
        axisRect()->rect().contains(event->pos()) && event->buttons() == Qt::NoButton;
    setHoveredBin(inside ? binUnder(event->position()) : no_bin);
}

void HistogramPlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    QCustomPlot::mouseDoubleClickEvent(event);
    m_wheel_rest->stop();
    showAll();
    Q_EMIT wholeWanted();
}

void HistogramPlot::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    setHoveredBin(no_bin);
}

void HistogramPlot::keyPressEvent(QKeyEvent* event)
{
    if (m_histogram.counts.empty())
        return QCustomPlot::keyPressEvent(event);
    if (event->matches(QKeySequence::Copy))
        return copy();
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    const double middle = m_hovered >= 0 && m_hovered <= lastBin()
                              ? m_bars->data()->at(m_hovered)->key
                              : xAxis->range().center();
    switch (plain ? event->key() : 0) {
    case Qt::Key_Left:
        return moveHover(-1);
    case Qt::Key_Right:
        return moveHover(1);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomAbout(middle, zoom_step);
    case Qt::Key_Minus:
        return zoomAbout(middle, 1 / zoom_step);
    case Qt::Key_0:
        showAll();
        Q_EMIT wholeWanted();
        return;
    case Qt::Key_Escape:
        if (m_hovered != no_bin)
            return setHoveredBin(no_bin);
        break;
    default:
        break;
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

QString HistogramPlot::binsAsText(QChar separator) const
{
    QString text = QStringLiteral("low") + separator + QStringLiteral("high") + separator +
                   (m_companion.counts.empty() ? QStringLiteral("count\n")
                                               : QStringLiteral("left%1right\n").arg(separator));
    const auto line = [&](const QString& low, const QString& high, std::uint64_t count) {
        text += low + separator + high + separator + QString::number(count) + QLatin1Char('\n');
    };
    for (std::size_t i = 0; i < m_companion.counts.size() && i < m_histogram.counts.size(); ++i)
        text += words::exact_real(m_histogram.edges[i]) + separator +
                words::exact_real(m_histogram.edges[i + 1]) + separator +
                QString::number(m_histogram.counts[i]) + separator +
                QString::number(m_companion.counts[i]) + QLatin1Char('\n');
    if (!m_companion.counts.empty())
        return text;
    if (m_histogram.edges.empty())
        return text;
    if (m_histogram.below != 0)
        line(QStringLiteral("-inf"), words::exact_real(m_histogram.edges.front()),
             m_histogram.below);
    for (std::size_t i = 0; i < m_histogram.counts.size(); ++i)
        line(words::exact_real(m_histogram.edges[i]), words::exact_real(m_histogram.edges[i + 1]),
             m_histogram.counts[i]);
    if (m_histogram.above != 0)
        line(words::exact_real(m_histogram.edges.back()), QStringLiteral("inf"), m_histogram.above);
    return text;
}

Drawing HistogramPlot::drawing()
{
    return {accessibleName(), size(), [this](QPaintDevice& device) {
                setHoveredBin(no_bin);
                QCPPainter painter(&device);
                toPainter(&painter, width(), height());
            }};
}

void HistogramPlot::copy()
{
    auto copied = std::make_unique<QMimeData>();
    copied->setText(binsAsText(QLatin1Char('\t')));
    copied->setImageData(pixmap_of(drawing(), devicePixelRatioF()).toImage());
    QGuiApplication::clipboard()->setMimeData(copied.release());
}

QString HistogramPlot::save(const QString& suggested_name)
{
    return save_drawing(this, drawing(),
                        {{tr("Bins as CSV (*.csv)"), QStringLiteral("csv"),
                          [this] {
                              return binsAsText(QLatin1Char(','));
                          }}},
                        suggested_name);
}

void HistogramPlot::contextMenuEvent(QContextMenuEvent* event)
{
    auto* const menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("histogramMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, auto act) {
        menu->addAction(text, this, act);
    };
    add(tr("Copy picture"), [this] {
        QGuiApplication::clipboard()->setPixmap(pixmap_of(drawing(), devicePixelRatioF()));
    });
    add(tr("Copy bins as text"),
        [this] { QGuiApplication::clipboard()->setText(binsAsText(QLatin1Char('\t'))); });
    add(tr("Copy bins as CSV"),
        [this] { QGuiApplication::clipboard()->setText(binsAsText(QLatin1Char(','))); });
    menu->addSeparator();
    add(tr("Save…"), [this] { Q_EMIT saveWanted(); });
    menu->addSeparator();
    add(tr("Show the whole range"), [this] {
        showAll();
        Q_EMIT wholeWanted();
    });
    menu->popup(event->globalPos());
}

} // namespace strata
