// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plots/custom_plot.h"

namespace strata {

/// Bars of bins that lie one beside the other: neighbours share an edge of whole pixels, so that all
/// of them touch, or all have the same gap.
class BinBars : public QCPBars {
public:
    using QCPBars::QCPBars;

protected:
    void draw(QCPPainter* painter) override;
};

} // namespace strata
