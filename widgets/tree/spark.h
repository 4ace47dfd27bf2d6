// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <cstdint>

namespace strata {

/// What the tree shows of a tensor's values once they were measured.
struct Spark {
    QList<float> heights; ///< 0 to 1, of the histogram's bins
    bool has_nan = false; ///< NaN or infinities
    bool constant = false;
    bool all_zero = false;
    bool unreadable = false;
};

} // namespace strata
