// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/end_bars.h"

#include "widgets/theme/fonts.h"
#include "widgets/words/number_words.h"

#include <algorithm>

namespace strata {

namespace {

/// The counts stay beneath this share of the plot's height.
constexpr double highest_text = 0.93;
/// How wide a bar and its surroundings are, as a share of the range that is shown.
constexpr double bar_share = 1.0 / 50;

} // namespace

EndBars::EndBars(QCustomPlot& plot) : m_plot(plot), m_bars(new QCPBars(plot.xAxis, plot.yAxis))
{
    for (Side& side : m_sides) {
        side.number = makeText(Qt::AlignHCenter | Qt::AlignBottom);
        side.word = makeText(Qt::AlignHCenter | Qt::AlignTop);
    }
    m_sides[0].word->setText(QCustomPlot::tr("below"));
    m_sides[1].word->setText(QCustomPlot::tr("above"));
}

QCPItemText* EndBars::makeText(Qt::Alignment alignment)
{
    auto* const text = new QCPItemText(&m_plot);
    text->setClipToAxisRect(false);
    text->position->setTypeX(QCPItemPosition::ptPlotCoords);
    text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    text->setPositionAlignment(alignment);
    return text;
}

void EndBars::applyTheme(const QColor& colour)
{
    const QPalette palette = m_plot.palette();
    m_bars->setBrush(QBrush(colour, Qt::BDiagPattern));
    m_bars->setPen(QPen(colour, 1));
    for (const Side& side : m_sides) {
        side.number->setFont(fixed_font(m_plot.font()));
        side.number->setColor(palette.color(QPalette::Text));
        // A count on a bar that is cut is read all the same.
        side.number->setBrush(palette.color(QPalette::Base));
        side.number->setPadding(QMargins(2, 0, 2, 0));
        side.word->setFont(small_font(m_plot.font()));
        side.word->setColor(palette.color(QPalette::PlaceholderText));
    }
}

void EndBars::clear()
{
    m_bars->data()->clear();
    for (const Side& side : m_sides) {
        side.number->setVisible(false);
        side.word->setVisible(false);
    }
}

QCPRange EndBars::place(const Histogram& histogram, const QCPRange& shown)
{
    clear();
    if (histogram.below == 0 && histogram.above == 0)
        return shown;
    const double width = shown.size() * bar_share;
    const double places[] = {shown.lower - 3 * width, shown.upper + 3 * width};
    m_sides[0].count = histogram.below;
    m_sides[1].count = histogram.above;
    m_bars->setWidth(width * 1.5);
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        m_bars->addData(places[i], static_cast<double>(m_sides[i].count));
        m_sides[i].number->position->setCoords(places[i], 0);
        m_sides[i].word->position->setCoords(places[i], 1.01);
    }
    return {places[0] - 1.5 * width, places[1] + 1.5 * width};
}

/// The counts stand on the bars; a bar that leaves the plot has its count inside, with an arrow.
/// Both go when their bar is not in view.
void EndBars::placeTexts()
{
    const QCPAxis& counts = *m_plot.yAxis;
    for (const Side& side : m_sides) {
        const double place = side.number->position->coords().x();
        const bool seen = !m_bars->data()->isEmpty() && m_plot.xAxis->range().contains(place);
        side.number->setVisible(seen);
        side.word->setVisible(seen);
        if (!seen)
            continue;
        const auto count = static_cast<double>(side.count);
        const double pixel = counts.coordToPixel(std::max(count, counts.range().lower));
        const QCPAxisRect& rect = *m_plot.axisRect();
        const double ratio = (pixel - rect.top()) / std::max(rect.height(), 1);
        const bool cut = count > counts.range().upper;
        side.number->setText(words::compact_count(count) +
                             (cut ? QStringLiteral(" ↑") : QString()));
        side.number->position->setCoords(place, std::clamp(ratio, 1 - highest_text, 1.0));
    }
}

} // namespace strata
