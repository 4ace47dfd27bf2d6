// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/statistics.h"

namespace strata {

double to_double(const Number& number)
{
    return std::visit([](auto value) { return static_cast<double>(value); }, number);
}

bool Statistics::constant() const
{
    return count > 1 && finite() == count && min && *min == *max;
}

bool Statistics::all_zero() const
{
    return count > 0 && zeros == count;
}

} // namespace strata
