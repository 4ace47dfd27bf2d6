// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/picture_image.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace strata {

namespace {

/// Colours that a picture is quantised to: finer than a screen's steps.
constexpr int levels = 512;
/// Stripes of a NaN, from corner to corner; a cell too small for them is solid.
constexpr int hatch_period = 4;

int mixed(int low, int high, double share)
{
    return qRound(low + (high - low) * share);
}

} // namespace

QRgb diverging_colour(const Theme& theme, double share)
{
    const double place =
        (std::clamp(share, -1.0, 1.0) + 1) / 2 * static_cast<double>(theme.diverging.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(place), theme.diverging.size() - 2);
    const QColor& a = theme.diverging[low];
    const QColor& b = theme.diverging[low + 1];
    const double part = place - static_cast<double>(low);
    return qRgb(mixed(a.red(), b.red(), part), mixed(a.green(), b.green(), part),
                mixed(a.blue(), b.blue(), part));
}

QImage picture_image(const Picture& picture, double range, const QSize& cell, const Theme& theme,
                     const QColor& ground)
{
    std::array<QRgb, 2 * levels + 1> table{};
    for (int level = -levels; level <= levels; ++level)
        table[static_cast<std::size_t>(level + levels)] =
            diverging_colour(theme, static_cast<double>(level) / levels);
    const auto colour_of = [&](double value) {
        const double share = range > 0 ? std::clamp(value / range, -1.0, 1.0) : 0;
        return table[static_cast<std::size_t>(qRound(share * levels) + levels)];
    };
    QImage image(static_cast<int>(picture.cell_columns) * cell.width(),
                 static_cast<int>(picture.cell_rows) * cell.height(), QImage::Format_RGB32);
    const QRgb ink = theme.error.ink.rgb();
    const bool hatched = std::min(cell.width(), cell.height()) >= hatch_period;
    for (int y = 0; y < image.height(); ++y) {
        auto* const line = reinterpret_cast<QRgb*>(image.scanLine(y));
        const auto row = static_cast<std::uint64_t>(y / cell.height());
        for (std::uint64_t column = 0; column < picture.cell_columns; ++column) {
            const double value = picture.cell(row, column);
            const int left = static_cast<int>(column) * cell.width();
            const bool is_nan = std::isnan(value);
            const QRgb solid = std::isfinite(value) ? colour_of(value) : ink;
            for (int x = left; x < left + cell.width(); ++x)
                line[x] = is_nan && hatched && (x + y) % hatch_period > 1 ? ground.rgb() : solid;
        }
    }
    return image;
}

} // namespace strata
