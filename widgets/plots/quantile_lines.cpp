// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/quantile_lines.h"

#include "widgets/theme/fonts.h"

#include <algorithm>

namespace strata {

namespace {

/// How far a quantile's line reaches above the plot, to its label.
constexpr int line_above = 6;
/// At each side of a label; closer ones collide.
constexpr int label_air = 3;

QString quantile_name(double share)
{
    return QObject::tr("%1 %").arg(qRound(share * 100));
}

void stand_upright(QCPItemPosition* position, QCPItemPosition::PositionType vertical, double y)
{
    position->setTypeX(QCPItemPosition::ptPlotCoords);
    position->setTypeY(vertical);
    position->setCoords(0, y);
}

} // namespace

QuantileLines::QuantileLines(QCustomPlot& plot) : m_plot(plot)
{
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        Mark& mark = m_marks[i];
        mark.line = new QCPItemLine(&plot);
        stand_upright(mark.line->start, QCPItemPosition::ptAbsolute, 0);
        stand_upright(mark.line->end, QCPItemPosition::ptAxisRectRatio, 1);
        mark.line->setClipToAxisRect(false);
        mark.label = new QCPItemText(&plot);
        stand_upright(mark.label->position, QCPItemPosition::ptAbsolute, 0);
        mark.label->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
        mark.label->setClipToAxisRect(false);
        mark.label->setText(quantile_name(quantile_shares[i]));
    }
}

void QuantileLines::applyTheme()
{
    const QColor text = m_plot.palette().color(QPalette::Text);
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        const bool median = quantile_shares[i] == 0.5;
        QPen pen(text, 1);
        if (!median) // the bars behind are what counts
            pen.setDashPattern({3, 5});
        m_marks[i].line->setPen(pen);
        m_marks[i].label->setFont(small_font(m_plot.font()));
        m_marks[i].label->setColor(text);
    }
}

void QuantileLines::hide()
{
    for (const Mark& mark : m_marks) {
        mark.line->setVisible(false);
        mark.label->setVisible(false);
    }
}

int QuantileLines::room() const
{
    return QFontMetrics(small_font(m_plot.font())).height() + line_above + 6;
}

void QuantileLines::place(const std::optional<std::array<double, 7>>& quantiles, double low,
                          double high)
{
    hide();
    if (!quantiles)
        return;
    // The median is the last to lose its label, the ones beside it the first.
    constexpr std::size_t order[] = {3, 0, 6, 2, 4, 1, 5};
    QList<QPair<double, double>> taken;
    const QFontMetrics metrics(small_font(m_plot.font()));
    for (const std::size_t i : order) {
        const double value = (*quantiles)[i];
        if (value < low || value > high || !m_plot.xAxis->range().contains(value))
            continue;
        const double top = m_plot.axisRect()->top();
        m_marks[i].line->setVisible(true);
        m_marks[i].line->start->setCoords(value, top - line_above);
        m_marks[i].line->end->setCoords(value, 1);
        m_marks[i].label->position->setCoords(value, top - line_above - 1);
        const double centre = m_plot.xAxis->coordToPixel(value);
        const double half = metrics.horizontalAdvance(m_marks[i].label->text()) / 2.0 + label_air;
        const bool free = std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
            return centre - half < other.second && centre + half > other.first;
        });
        m_marks[i].label->setVisible(free);
        if (free)
            taken.append({centre - half, centre + half});
    }
}

} // namespace strata
