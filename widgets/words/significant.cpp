// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/significant.h"

#include <algorithm>
#include <cmath>

namespace strata::words {

namespace {

/// Numbers from here on, and those under 10 to the power of `smallest_exponent`, are written in
/// powers of ten.
constexpr int largest_exponent = 6;
constexpr int smallest_exponent = -4;

} // namespace

int exponent_of(double number, int digits)
{
    const QString text = QString::number(number, 'e', digits - 1);
    return text.mid(text.indexOf(QLatin1Char('e')) + 1).toInt();
}

QString in_powers(double number, int digits)
{
    const QString text = QString::number(number, 'e', digits - 1);
    return text.left(text.indexOf(QLatin1Char('e')) + 1) +
           QString::number(exponent_of(number, digits));
}

QString significant(double number, int digits)
{
    if (!std::isfinite(number))
        return not_finite(number);
    if (number == 0)
        return QStringLiteral("0");
    const int exponent = exponent_of(number, digits);
    if (exponent < smallest_exponent || exponent >= largest_exponent)
        return in_powers(number, digits);
    return QString::number(number, 'f', std::max(0, digits - 1 - exponent));
}

QString not_finite(double number)
{
    if (std::isnan(number))
        return QStringLiteral("NaN");
    return number > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf");
}

} // namespace strata::words
