// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/picture.h"
#include "widgets/theme/theme.h"

#include <QImage>
#include <QSize>

namespace strata {

/// The colour at `share` of the way from the low end (-1) over the middle (0) to the high end (1).
[[nodiscard]] QRgb diverging_colour(const Theme& theme, double share);

/// The colour at `share` of the way from zero (0) to the most (1).
[[nodiscard]] QRgb sequential_colour(const Theme& theme, double share);

/// What stands for NaN, in device pixels.
[[nodiscard]] QImage hatched_image(const QSize& size, const Theme& theme, const QColor& ground);

/// Where no value is under zero the sequential colours say more, since half of the others would be
/// unused.
enum class ColourMap { Diverging, Sequential };

/// A picture in device pixels, each cell `cell` of them wide and high: diverging about zero up to
/// ±range, or sequential from zero to `range`; what lies beyond in the end's colour. NaN is hatched
/// in the error ink on `ground`, infinities are solid.
[[nodiscard]] QImage picture_image(const Picture& picture, double range, ColourMap map,
                                   const QSize& cell, const Theme& theme, const QColor& ground);

} // namespace strata
