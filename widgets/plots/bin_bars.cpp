// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/bin_bars.h"

#include <algorithm>
#include <cmath>

namespace strata {

namespace {

/// From this many pixels a bar on, a gap of one pixel is left between bars.
constexpr double gap_from_pixels = 5;

} // namespace

void BinBars::draw(QCPPainter* painter)
{
    const QCPAxis* const across = keyAxis();
    const QCPAxis* const up = valueAxis();
    if (!across || !up)
        return;
    const double bin = std::abs(across->coordToPixel(width()) - across->coordToPixel(0));
    const int gap = bin >= gap_from_pixels ? 1 : 0;
    const int base = qRound(up->coordToPixel(baseValue()));
    auto begin = data()->constBegin();
    auto end = data()->constEnd();
    getVisibleDataBounds(begin, end);
    for (auto bar = begin; bar != end; ++bar) {
        const bool first = bar == data()->constBegin();
        const bool last = bar + 1 == data()->constEnd();
        const double low = first ? bar->key - width() / 2 : ((bar - 1)->key + bar->key) / 2;
        const double high = last ? bar->key + width() / 2 : (bar->key + (bar + 1)->key) / 2;
        const int left = qRound(across->coordToPixel(low));
        const int right = qRound(across->coordToPixel(high));
        const int top = qRound(up->coordToPixel(bar->value));
        painter->fillRect(left, top, std::max(1, right - left - gap), base - top, brush());
    }
}

} // namespace strata
