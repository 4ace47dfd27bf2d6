// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCPAxis;
class QCustomPlot;

namespace strata {

/// Ground, axes, grid and fonts of a plot, by its own palette and font: horizontal grid only, a
/// line with outward ticks below, none at the left.
void style_plot(QCustomPlot& plot);
/// The same for two axes of one of several areas of a plot.
void style_axes(const QCustomPlot& plot, QCPAxis& across, QCPAxis& up);

} // namespace strata
