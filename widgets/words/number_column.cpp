// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/number_column.h"

#include "widgets/words/significant.h"

#include <algorithm>
#include <cmath>

namespace strata::words {

namespace {

bool reads_as_zero(const QString& text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c >= u'1' && c <= u'9'; });
}

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
    if (number == 0) // -0.0 has no sign that a person could use
        return m_powers ? QStringLiteral("0") : QString::number(0.0, 'f', m_decimals);
    const QString plain = m_powers ? QString() : QString::number(number, 'f', m_decimals);
    return with_sign(reads_as_zero(plain) ? in_powers(number, m_digits) : plain, sign);
}

} // namespace strata::words
