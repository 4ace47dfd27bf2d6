// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/number_column.h"

#include "widgets/words/significant.h"

#include <algorithm>
#include <cmath>

namespace strata::words {

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
    const bool reads_as_zero = number != 0 && std::abs(number) < 0.5 * std::pow(10, -m_decimals);
    if (number == 0 && m_powers)
        return QStringLiteral("0");
    if (m_powers || reads_as_zero)
        return with_sign(in_powers(number, m_digits), sign);
    // -0.0 has no sign that a person could use.
    return with_sign(QString::number(number == 0 ? 0.0 : number, 'f', m_decimals), sign);
}

} // namespace strata::words
