// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/figures.h"

#include <algorithm>
#include <cmath>

namespace strata {

double Figures::l2() const
{
    return static_cast<double>(
        std::sqrt(deviation + static_cast<long double>(finite) * mean * mean));
}

double Figures::standard_deviation() const
{
    return static_cast<double>(std::sqrt(deviation / static_cast<long double>(finite)));
}

void Figures::set_sums(long double shift, long double sum, long double squares)
{
    const auto count = static_cast<long double>(finite);
    mean = shift + sum / count;
    deviation = std::max(squares - sum * sum / count, 0.0L);
}

// Chan, Golub, LeVeque: Updating formulae and a pairwise algorithm for computing sample variances.
void Figures::append(const Figures& next)
{
    nan += next.nan;
    positive_infinity += next.positive_infinity;
    negative_infinity += next.negative_infinity;
    if (next.finite == 0)
        return;
    const auto before = static_cast<long double>(finite);
    const auto added = static_cast<long double>(next.finite);
    const long double share = added / (before + added);
    const long double difference = next.mean - mean;
    mean = finite == 0 ? next.mean : mean + difference * share;
    deviation += next.deviation + difference * difference * before * share;
    absolute += next.absolute;
    finite += next.finite;
    zeros += next.zeros;
    min = std::min(min, next.min);
    max = std::max(max, next.max);
}

} // namespace strata
