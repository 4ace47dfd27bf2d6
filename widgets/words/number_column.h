// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/words/number_words.h"

#include <span>

namespace strata::words {

/// Like numbers that stand under each other: all have the decimals that give the largest 4
/// significant digits; one that would read as 0 goes to powers of ten.
class NumberColumn {
public:
    /// Looks at the finite ones of `numbers`.
    /// One with fewer significant digits than `least` is written by itself, in powers of ten where
    /// it is under a tenth.
    explicit NumberColumn(std::span<const double> numbers, int digits = 4, int least = 1);

    [[nodiscard]] QString text(double number, Sign sign = Sign::Screen) const;
    /// Digits after the point.
    [[nodiscard]] int decimals() const { return m_decimals; }

private:
    int m_digits;
    int m_least;
    int m_decimals = 0;
    bool m_powers = false; ///< the largest is too large or too small for plain digits
};

} // namespace strata::words
