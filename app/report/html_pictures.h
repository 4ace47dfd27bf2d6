// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/page.h"

/// Small drawings inside the HTML, as SVG: they are printed where grounds are not.
namespace strata::report {

/// The sign of a tone; empty for Plain and Quiet.
[[nodiscard]] QString icon_svg(Tone tone);
/// A bar from the left; where a table has negative ones, too, from the middle to either side.
[[nodiscard]] QString bar_svg(double share, bool both_sides);
/// Bars of equal width, the highest as high as the picture; its range in words for who cannot see it.
[[nodiscard]] QString histogram_svg(const Histogram& histogram);

/// Bars of the left one and a line over them for the right one, over the same edges and of one scale.
[[nodiscard]] QString histograms_svg(const Histogram& left, const Histogram& right);

} // namespace strata::report
