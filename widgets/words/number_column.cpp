// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/number_column.h"

#include "widgets/words/significant.h"

#include <algorithm>
#include <cmath>

namespace strata::words {

namespace {

/// Of a number in plain digits; none: it reads as 0.
int significant_digits(const QString& text)
{
    const auto first =
        std::find_if(text.begin(), text.end(), [](QChar c) { return c >= u'1' && c <= u'9'; });
    return static_cast<int>(
        std::count_if(first, text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; }));
}

} // namespace

NumberColumn::NumberColumn(std::span<const double> numbers, int digits, int least)
    : m_digits(digits), m_least(least)
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
    const int shown = significant_digits(plain);
    if (shown >= m_least)
        return with_sign(plain, sign);
    // One that is no smaller than a tenth needs no powers to be read beside the others.
    const bool ordinary = m_least > 1 && !m_powers && std::abs(number) >= 0.1;
    return with_sign(ordinary ? significant(number, m_digits) : in_powers(number, m_digits), sign);
}

} // namespace strata::words
