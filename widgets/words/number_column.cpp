// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/number_column.h"

#include "widgets/words/significant.h"

#include <algorithm>
#include <cmath>

namespace strata::words {

namespace {

/// Digits that every number of a column keeps, unless the column has fewer.
constexpr int fewest_digits = 3;

} // namespace

NumberColumn::NumberColumn(std::span<const double> numbers, int digits) : m_digits(digits)
{
    double largest = 0;
    for (const double number : numbers) {
        if (std::isfinite(number))
            largest = std::max(largest, std::abs(number));
    }
    if (largest == 0)
        return;
    const int exponent = exponent_of(largest, digits);
    m_powers = exponent < -4 || exponent >= 6;
    m_decimals = std::max(0, digits - 1 - exponent);
}

QString NumberColumn::text(double number, Sign sign) const
{
    if (!std::isfinite(number))
        return with_sign(not_finite(number), sign);
    if (number == 0 && m_powers)
        return QStringLiteral("0");
    if (m_powers)
        return with_sign(in_powers(number, m_digits), sign);
    if (number != 0) {
        // What the shared decimals would leave too little of has decimals of its own.
        const int digits_left = exponent_of(number, m_digits) + m_decimals + 1;
        if (digits_left <= 0)
            return with_sign(significant(number, m_digits), sign);
        const int fewest = std::min(fewest_digits, m_digits);
        if (digits_left < fewest)
            return with_sign(significant(number, fewest), sign);
    }
    // -0.0 has no sign that a person could use.
    return with_sign(QString::number(number == 0 ? 0.0 : number, 'f', m_decimals), sign);
}

} // namespace strata::words
