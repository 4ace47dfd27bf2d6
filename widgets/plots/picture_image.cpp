// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/picture_image.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace strata {

namespace {

/// Colours that a picture is quantised to: finer than a screen's steps.
constexpr int levels = 512;
/// Stripes of a NaN, from corner to corner; finer in small cells, none in those of one pixel.
constexpr int hatch_period = 4;
constexpr int fine_period = 2;

int mixed(int low, int high, double share)
{
    return qRound(low + (high - low) * share);
}

/// Stops are evenly spaced from 0 to 1.
QRgb colour_at(const std::array<QColor, 9>& stops, double share)
{
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(place), stops.size() - 2);
    const QColor& a = stops[low];
    const QColor& b = stops[low + 1];
    const double part = place - static_cast<double>(low);
    return qRgb(mixed(a.red(), b.red(), part), mixed(a.green(), b.green(), part),
                mixed(a.blue(), b.blue(), part));
}

bool is_between_stripes(int place, int side)
{
    const int period = side >= hatch_period ? hatch_period : fine_period;
    return place % period >= period / 2;
}

} // namespace

QImage hatched_image(const QSize& size, const Theme& theme, const QColor& ground)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixelColor(x, y,
                                is_between_stripes(x + y, hatch_period) ? ground : theme.error.ink);
    }
    return image;
}

QRgb diverging_colour(const Theme& theme, double share)
{
    return colour_at(theme.diverging, (share + 1) / 2);
}

QRgb sequential_colour(const Theme& theme, double share)
{
    return colour_at(theme.sequential, share);
}

QImage picture_image(const Picture& picture, double range, ColourMap map, const QSize& cell,
                     const Theme& theme, const QColor& ground)
{
    std::array<QRgb, 2 * levels + 1> table{};
    for (int level = -levels; level <= levels; ++level) {
        const double share = static_cast<double>(level) / levels;
        table[static_cast<std::size_t>(level + levels)] = map == ColourMap::Sequential
                                                              ? sequential_colour(theme, share)
                                                              : diverging_colour(theme, share);
    }
    const auto colour_of = [&](double value) {
        const double share = range > 0 ? std::clamp(value / range, -1.0, 1.0) : 0;
        return table[static_cast<std::size_t>(qRound(share * levels) + levels)];
    };
    QImage image(static_cast<int>(picture.cell_columns) * cell.width(),
                 static_cast<int>(picture.cell_rows) * cell.height(), QImage::Format_RGB32);
    const QRgb ink = theme.error.ink.rgb();
    const int side = std::min(cell.width(), cell.height());
    for (int y = 0; y < image.height(); ++y) {
        auto* const line = reinterpret_cast<QRgb*>(image.scanLine(y));
        const auto row = static_cast<std::uint64_t>(y / cell.height());
        for (std::uint64_t column = 0; column < picture.cell_columns; ++column) {
            const double value = picture.cell(row, column);
            const int left = static_cast<int>(column) * cell.width();
            const bool hatched = std::isnan(value) && side >= fine_period;
            const QRgb solid = std::isfinite(value) ? colour_of(value) : ink;
            for (int x = left; x < left + cell.width(); ++x)
                line[x] = hatched && is_between_stripes(x + y, side) ? ground.rgb() : solid;
        }
    }
    return image;
}

} // namespace strata
