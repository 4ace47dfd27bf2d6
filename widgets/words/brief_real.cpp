// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/brief_real.h"

#include "widgets/words/number_words.h"

#include <algorithm>

namespace strata::words {

QString brief_real(double number)
{
    constexpr qsizetype digits = 4;
    const QString exact = exact_real(number);
    const QString mantissa = exact.left(exact.indexOf(QLatin1Char('e')));
    const auto first = std::find_if(mantissa.begin(), mantissa.end(),
                                    [](QChar c) { return c >= u'1' && c <= u'9'; });
    const auto written = std::count_if(first, mantissa.end(), [](QChar c) { return c.isDigit(); });
    return written <= digits + (exact.endsWith(QLatin1String(".0")) ? 1 : 0) ? exact : real(number);
}

} // namespace strata::words
