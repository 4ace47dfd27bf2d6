// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/fonts.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>

#include <algorithm>

namespace strata {

namespace {

QFont resized(QFont font, int by_pixels)
{
    font.setPixelSize(std::max(1, QFontInfo(font).pixelSize() + by_pixels));
    return font;
}

} // namespace

QFont small_font(const QFont& body)
{
    return resized(body, -1);
}

QFont caption_font(const QFont& body)
{
    const QFontInfo info(body);
    // 8 pt in this font's own pixels to the point.
    const double pixels_a_point = info.pixelSize() / std::max(1.0, info.pointSizeF());
    QFont font = body;
    font.setPixelSize(std::max(info.pixelSize() - 2, static_cast<int>(8 * pixels_a_point)));
    return font;
}

QFont bold_font(const QFont& body)
{
    QFont font = body;
    font.setBold(true);
    return font;
}

QFont title_font(const QFont& body)
{
    return bold_font(resized(body, 3));
}

QFont start_font(const QFont& body)
{
    return bold_font(resized(body, 7));
}

QFont fixed_font(const QFont& body)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(std::max(1, QFontInfo(body).pixelSize() - 1));
    font.setStyleHint(QFont::Monospace);
    font.setWeight(body.weight());
    return font;
}

int row_height(const QFont& body)
{
    return std::max(22, QFontMetrics(body).height() + 4);
}

int control_height(const QFont& body)
{
    return std::max(26, QFontMetrics(body).height() + 8);
}

} // namespace strata
