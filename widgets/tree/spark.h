// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <cstdint>
#include <optional>

namespace strata {

/// What a row of the tree or of a table shows of a tensor's values once they were measured.
struct Spark {
    QList<float> heights;                 ///< 0 to 1, of the histogram's bins
    std::optional<double> l2;             ///< of the finite values
    std::optional<double> mean_magnitude; ///< of the finite values
    bool has_nan = false;                 ///< NaN or infinities
    bool constant = false;
    bool all_zero = false;
    bool unreadable = false;
};

} // namespace strata
