// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/series/series_plot.h"

#include "widgets/plots/hover_box.h"
#include "widgets/plots/plot_style.h"
#include "widgets/plots/tickers.h"
#include "widgets/series/series_words.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"
#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace strata {

namespace {

enum AreaPlace { NormArea, ChangeArea, ZerosArea, RateArea };

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();
/// Of a line through the states, in pixels; the points are dots.
constexpr double line_width = 1.5;
constexpr double dot_size = 5;
/// From the pointer to the nearest state, at most.
constexpr int reach = 24;
/// Labels of an axis of values, at most, and the pixels that each takes with what is around it.
constexpr int most_values = 5;
constexpr int tick_pitch = 26;
constexpr qsizetype most_labels = 16;
/// Of one area.
constexpr int least_area = 16;

void set_upright(QCPItemLine& line, QCPAxisRect& room)
{
    for (QCPItemPosition* const end : {line.start, line.end}) {
        end->setAxisRect(&room);
        end->setAxes(room.axis(QCPAxis::atBottom), room.axis(QCPAxis::atLeft));
        end->setTypeX(QCPItemPosition::ptPlotCoords);
        end->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    line.setClipAxisRect(&room);
    line.setVisible(false);
    line.setSelectable(false);
    line.setAntialiased(false);
}

void place_upright(QCPItemLine& line, double key)
{
    line.start->setCoords(key, 0);
    line.end->setCoords(key, 1);
    line.setVisible(true);
}

} // namespace

SeriesPlot::SeriesPlot(QWidget* parent) : QCustomPlot(parent), m_box(new HoverBox(this))
{
    setObjectName(QStringLiteral("seriesPlot"));
    setAccessibleName(tr("Figures over the states"));
    setAccessibleDescription(
        tr("Left and Right go from state to state, Enter compares one with the one before it."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    plotLayout()->clear();
    plotLayout()->setRowSpacing(0);
    plotLayout()->setMargins(QMargins(0, 0, 0, 0));
    m_areas = {makeArea(tr("Weight norm"), 0),
               makeArea(tr("Change: relative L2 to the state before"), 1),
               makeArea(tr("Share of zeros"), 2), makeArea(tr("Learning rate"), 3)};
    auto* const sides = new QCPMarginGroup(this);
    for (const Area& area : m_areas)
        area.room->setMarginGroup(QCP::msLeft | QCP::msRight, sides);
    applyTheme();
}

SeriesPlot::Area SeriesPlot::makeArea(const QString& title, int place)
{
    Area area{};
    area.title = new QCPTextElement(this, title);
    area.title->setTextFlags(Qt::AlignLeft | Qt::AlignBottom);
    area.title->setMargins(QMargins(0, place == 0 ? 0 : 4, 0, 0));
    area.title->setMinimumSize(0, QFontMetrics(small_font(font())).height() + 4);
    area.room = new QCPAxisRect(this);
    area.room->setRangeDrag({});
    area.room->setRangeZoom({});
    area.room->setMinimumMargins(QMargins(8, 8, 12, 0));
    area.room->setMinimumSize(50, least_area);
    plotLayout()->addElement(2 * place, 0, area.title);
    plotLayout()->addElement(2 * place + 1, 0, area.room);
    plotLayout()->setRowStretchFactor(2 * place, 0.01);
    QCPAxis* const across = area.room->axis(QCPAxis::atBottom);
    QCPAxis* const up = area.room->axis(QCPAxis::atLeft);
    across->setTickLabels(place == RateArea);
    across->setTicker(QSharedPointer<QCPAxisTickerText>::create());
    const auto values = QSharedPointer<ValueTicker>::create();
    values->setTickCount(most_values);
    up->setTicker(values);
    area.line = addGraph(across, up);
    area.line->setSelectable(QCP::stNone);
    area.mark = new QCPItemLine(this);
    set_upright(*area.mark, *area.room);
    area.first = new QCPItemLine(this);
    set_upright(*area.first, *area.room);
    return area;
}

/// As many labels as lie one above the other without touching.
void SeriesPlot::resizeEvent(QResizeEvent* event)
{
    QCustomPlot::resizeEvent(event);
    const int each = height() / static_cast<int>(m_areas.size());
    for (const Area& area : m_areas)
        area.room->axis(QCPAxis::atLeft)
            ->ticker()
            ->setTickCount(std::clamp(each / tick_pitch - 1, 1, most_values));
}

void SeriesPlot::applyTheme()
{
    const Theme& theme = Theme::of(palette());
    setBackground(palette().color(QPalette::Base));
    for (const Area& area : m_areas) {
        style_axes(*this, *area.room->axis(QCPAxis::atBottom), *area.room->axis(QCPAxis::atLeft));
        area.title->setFont(small_font(font()));
        area.title->setTextColor(palette().color(QPalette::PlaceholderText));
        area.line->setPen(QPen(theme.series[0], line_width));
        area.line->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssDisc, theme.series[0], theme.series[0], dot_size));
        area.mark->setPen(QPen(theme.focus, 1));
        area.first->setPen(QPen(theme.error.ink, 1, Qt::DashLine));
    }
}

double SeriesPlot::keyOf(std::size_t state) const
{
    return m_series->by_step ? static_cast<double>(*m_series->states[state].step)
                             : static_cast<double>(state);
}

const SeriesFigures* SeriesPlot::figures(int state) const
{
    const auto at = static_cast<std::size_t>(state);
    return m_row != nullptr && state >= 0 && at < m_row->states.size() && m_row->states[at]
               ? &*m_row->states[at]
               : nullptr;
}

void SeriesPlot::showRow(std::shared_ptr<const Series> series, const SeriesRow* row)
{
    m_series = std::move(series);
    m_row = m_series ? row : nullptr;
    mark(-1);
    std::array<std::vector<std::optional<double>>, 4> values;
    const std::size_t count = m_row != nullptr ? m_series->states.size() : 0;
    for (std::size_t state = 0; state < count; ++state) {
        const SeriesFigures* const of = figures(static_cast<int>(state));
        values[NormArea].push_back(of != nullptr ? of->norm : std::nullopt);
        values[ChangeArea].push_back(of != nullptr ? of->change : std::nullopt);
        values[ZerosArea].push_back(
            of != nullptr && of->values != 0
                ? std::optional(static_cast<double>(of->zeros) / static_cast<double>(of->values))
                : std::nullopt);
        values[RateArea].push_back(m_series->states[state].learning_rate);
    }
    for (std::size_t area = 0; area < m_areas.size(); ++area)
        fill(m_areas[area], values[area]);
    m_areas.back()
        .room->axis(QCPAxis::atBottom)
        ->setLabel(m_series && m_series->by_step ? tr("Optimizer step") : tr("State"));
    replot(rpQueuedReplot);
}

void SeriesPlot::fill(Area& area, const std::vector<std::optional<double>>& values)
{
    QVector<double> keys;
    QVector<double> heights;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    const auto labels = QSharedPointer<QCPAxisTickerText>::create();
    for (std::size_t state = 0; state < values.size(); ++state) {
        const bool drawn = values[state] && std::isfinite(*values[state]);
        keys.append(keyOf(state));
        heights.append(drawn ? *values[state] : no_value);
        labels->addTick(keyOf(state), state_label(*m_series, state));
        if (drawn) {
            low = std::min(low, *values[state]);
            high = std::max(high, *values[state]);
        }
    }
    area.line->setData(keys, heights, true);
    area.first->setVisible(false);
    if (const auto broken = values.empty() ? std::nullopt : m_row->first_nan())
        place_upright(*area.first, keyOf(*broken));
    QCPAxis* const across = area.room->axis(QCPAxis::atBottom);
    QCPAxis* const up = area.room->axis(QCPAxis::atLeft);
    if (keys.isEmpty())
        return;
    const double width = std::max(keys.back() - keys.front(), 1.0);
    across->setRange(keys.front() - 0.02 * width, keys.back() + 0.02 * width);
    // At the states, as far as their labels have room.
    if (keys.size() > most_labels)
        across->setTicker(QSharedPointer<CountTicker>::create());
    else
        across->setTicker(labels);
    if (!(low <= high))
        low = high = 0;
    if (low == 0 && high == 0)
        return up->setRange(-0.04, 1);
    const double air = high > low ? (high - low) * 0.2 : std::abs(high) * 0.5;
    // What is never under zero shows zero where it is near.
    const bool from_zero = low >= 0 && low < 0.75 * high;
    up->setRange(from_zero ? -0.04 * high : low - air, high + air);
}

int SeriesPlot::stateAt(const QPoint& point) const
{
    if (m_row == nullptr || m_series->states.empty())
        return -1;
    const QCPAxis* const across = m_areas[0].room->axis(QCPAxis::atBottom);
    int nearest = -1;
    double distance = reach;
    for (std::size_t state = 0; state < m_series->states.size(); ++state) {
        const double away = std::abs(across->coordToPixel(keyOf(state)) - point.x());
        if (away < distance) {
            distance = away;
            nearest = static_cast<int>(state);
        }
    }
    return nearest;
}

QPoint SeriesPlot::placeOf(int state) const
{
    const QCPAxisRect* const room = m_areas[0].room;
    const double across =
        room->axis(QCPAxis::atBottom)->coordToPixel(keyOf(static_cast<std::size_t>(state)));
    return {qRound(across), room->rect().center().y()};
}

void SeriesPlot::mark(int state)
{
    m_marked = state;
    for (const Area& area : m_areas) {
        area.mark->setVisible(state >= 0);
        if (state >= 0)
            place_upright(*area.mark, keyOf(static_cast<std::size_t>(state)));
    }
    setCursor(state > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (state < 0)
        m_box->hide();
    else
        showBox();
    replot(rpQueuedReplot);
}

void SeriesPlot::showBox()
{
    const SeriesState& state = m_series->states[static_cast<std::size_t>(m_marked)];
    const SeriesFigures* const of = figures(m_marked);
    const QString what =
        of == nullptr
            ? tr("not in this state")
            : tr("norm %1, change %2").arg(series_real(of->norm), series_real(of->change));
    const QString broken = of != nullptr && of->nan + of->infinite != 0
                               ? words::plural(of->nan + of->infinite, tr("1 value is no number"),
                                               tr("%1 values are no numbers"))
                           : m_marked > 0 ? tr("a click compares it with the state before")
                                          : QString();
    m_box->showAt(placeOf(m_marked), words::text_of(state.name), what, broken);
}

void SeriesPlot::mouseMoveEvent(QMouseEvent* event)
{
    QCustomPlot::mouseMoveEvent(event);
    const int state = stateAt(event->pos());
    if (state != m_marked)
        mark(state);
}

void SeriesPlot::mouseReleaseEvent(QMouseEvent* event)
{
    QCustomPlot::mouseReleaseEvent(event);
    const int state = stateAt(event->pos());
    if (event->button() == Qt::LeftButton && state >= 0)
        Q_EMIT stateChosen(state);
}

void SeriesPlot::keyPressEvent(QKeyEvent* event)
{
    const int count = m_row != nullptr ? static_cast<int>(m_series->states.size()) : 0;
    const int last = count - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return mark(std::max(m_marked < 0 ? last : m_marked - 1, std::min(0, last)));
    case Qt::Key_Right:
        return mark(std::min(m_marked + 1, last));
    case Qt::Key_Home:
        return mark(std::min(0, last));
    case Qt::Key_End:
        return mark(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_marked >= 0)
            Q_EMIT stateChosen(m_marked);
        return;
    default:
        QCustomPlot::keyPressEvent(event);
    }
}

void SeriesPlot::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    mark(-1);
}

void SeriesPlot::focusOutEvent(QFocusEvent* event)
{
    QCustomPlot::focusOutEvent(event);
    mark(-1);
}

void SeriesPlot::changeEvent(QEvent* event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyTheme();
        replot(rpQueuedReplot);
    }
}

} // namespace strata
