// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/plot_style.h"

#include "widgets/plots/custom_plot.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace strata {

void style_plot(QCustomPlot& plot)
{
    const Theme& theme = Theme::of(plot.palette());
    const QColor secondary = plot.palette().color(QPalette::PlaceholderText);
    plot.setBackground(plot.palette().color(QPalette::Base));
    for (QCPAxis* const axis : {plot.xAxis, plot.yAxis}) {
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
    plot.xAxis->grid()->setVisible(false);
    plot.yAxis->setBasePen(Qt::NoPen);
    plot.yAxis->setTickPen(Qt::NoPen);
    plot.selectionRect()->setPen(QPen(theme.focus, 1));
    QColor area = theme.focus;
    area.setAlpha(40);
    plot.selectionRect()->setBrush(area);
}

} // namespace strata
