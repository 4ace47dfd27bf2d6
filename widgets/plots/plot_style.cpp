// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/plot_style.h"

#include "widgets/plots/custom_plot.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace strata {

void style_axes(const QCustomPlot& plot, QCPAxis& across, QCPAxis& up)
{
    const Theme& theme = Theme::of(plot.palette());
    const QColor secondary = plot.palette().color(QPalette::PlaceholderText);
    for (QCPAxis* const axis : {&across, &up}) {
        axis->setBasePen(QPen(theme.axis, 1));
        axis->setTickPen(QPen(theme.axis, 1));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(secondary);
        axis->setTickLabelFont(fixed_font(plot.font()));
        axis->setLabelColor(secondary);
        axis->setLabelFont(small_font(plot.font()));
        axis->setTickLengthIn(0);
        axis->setTickLengthOut(4);
        axis->grid()->setPen(QPen(theme.grid, 1));
        axis->grid()->setSubGridVisible(false);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    across.grid()->setVisible(false);
    up.setBasePen(Qt::NoPen);
    up.setTickPen(Qt::NoPen);
}

void style_plot(QCustomPlot& plot)
{
    const Theme& theme = Theme::of(plot.palette());
    plot.setBackground(plot.palette().color(QPalette::Base));
    style_axes(plot, *plot.xAxis, *plot.yAxis);
    plot.selectionRect()->setPen(QPen(theme.focus, 1));
    QColor area = theme.focus;
    area.setAlpha(40);
    plot.selectionRect()->setBrush(area);
}

} // namespace strata
