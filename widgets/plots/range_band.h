// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plots/custom_plot.h"

namespace strata {

/// A selection of values alone: as high as the plot, wherever the pointer goes.
class RangeBand : public QCPSelectionRect {
public:
    using QCPSelectionRect::QCPSelectionRect;

protected:
    void draw(QCPPainter* painter) override
    {
        if (!mActive)
            return;
        const QRect plot = mParentPlot->axisRect()->rect();
        QRect band = mRect.normalized();
        band.setTop(plot.top());
        band.setBottom(plot.bottom());
        painter->setBrush(mBrush);
        painter->setPen(mPen);
        painter->drawRect(band.intersected(plot));
    }
};

} // namespace strata
