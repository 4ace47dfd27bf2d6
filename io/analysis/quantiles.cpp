// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/quantiles.h"

#include <algorithm>
#include <cmath>

namespace strata {

std::array<QuantilePlace, quantile_shares.size()> quantile_places(std::uint64_t count)
{
    std::array<QuantilePlace, quantile_shares.size()> places;
    const std::uint64_t last = count - 1;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double place = static_cast<double>(last) * quantile_shares[i];
        const double whole = std::floor(place);
        places[i].lower = std::min(last, static_cast<std::uint64_t>(whole));
        places[i].upper = std::min(last, places[i].lower + 1);
        places[i].weight = place - whole;
    }
    return places;
}

std::vector<std::uint64_t> quantile_ranks(std::uint64_t count)
{
    std::vector<std::uint64_t> ranks;
    for (const QuantilePlace& place : quantile_places(count)) {
        ranks.push_back(place.lower);
        ranks.push_back(place.upper);
    }
    std::sort(ranks.begin(), ranks.end());
    ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
    return ranks;
}

std::array<double, quantile_shares.size()> quantiles_from(std::uint64_t count,
                                                          const ValueAtRank& value_at)
{
    std::array<double, quantile_shares.size()> quantiles{};
    const auto places = quantile_places(count);
    for (std::size_t i = 0; i < places.size(); ++i)
        quantiles[i] =
            interpolate(value_at(places[i].lower), value_at(places[i].upper), places[i].weight);
    return quantiles;
}

// numpy/lib/_function_base_impl.py, _lerp
double interpolate(double a, double b, double weight)
{
    const double difference = b - a;
    if (std::isinf(difference)) // numpy overflows here
        return a * (1 - weight) + b * weight;
    return weight >= 0.5 ? b - difference * (1 - weight) : a + difference * weight;
}

} // namespace strata
