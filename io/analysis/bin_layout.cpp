// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/bin_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace strata {

namespace {

bool rising(const std::vector<double>& edges)
{
    return std::adjacent_find(edges.begin(), edges.end(), std::greater_equal<>()) == edges.end();
}

template <class T> T least_not_below(double edge)
{
    const auto largest = static_cast<double>(std::numeric_limits<T>::max());
    if (edge > largest)
        return std::numeric_limits<T>::infinity();
    if (edge < -largest)
        return -std::numeric_limits<T>::max();
    const auto rounded = static_cast<T>(edge);
    return static_cast<double>(rounded) < edge
               ? std::nextafter(rounded, std::numeric_limits<T>::infinity())
               : rounded;
}

template <class T> T least_above(double edge)
{
    const T candidate = least_not_below<T>(edge);
    return static_cast<double>(candidate) > edge
               ? candidate
               : std::nextafter(candidate, std::numeric_limits<T>::infinity());
}

} // namespace

std::vector<double> even_edges(double low, double high, std::size_t bins)
{
    const double delta = high - low;
    const auto parts = static_cast<double>(bins);
    const double step = delta / parts;
    std::vector<double> edges(bins + 1);
    for (std::size_t i = 0; i < bins; ++i) {
        const auto position = static_cast<double>(i);
        if (std::isinf(delta)) // numpy gives up here
            edges[i] = low * (1 - position / parts) + high * (position / parts);
        else if (step == 0) // numpy's special case for subnormal ranges
            edges[i] = position / parts * delta + low;
        else
            edges[i] = position * step + low;
    }
    edges[bins] = high;
    return edges;
}

std::vector<double> histogram_edges(double min, double max, std::size_t bins)
{
    auto edges = min == max ? even_edges(min - 0.5, max + 0.5, bins) : even_edges(min, max, bins);
    // A billionth of the magnitude leaves room for the edges of 65,536 bins (2^-30 / 2^16 > 2^-52).
    double margin = std::max(std::fabs(min), std::fabs(max)) * 0x1p-30;
    margin =
        std::max(margin, static_cast<double>(bins) * std::numeric_limits<double>::denorm_min());
    if (!rising(edges)) {
        constexpr double largest = std::numeric_limits<double>::max();
        edges = even_edges(std::max(min - margin, -largest), std::min(max + margin, largest), bins);
    }
    return edges;
}

template <class T> BinLayout<T>::BinLayout(const std::vector<double>& edges)
{
    thresholds.reserve(edges.size());
    for (std::size_t i = 0; i + 1 < edges.size(); ++i)
        thresholds.push_back(least_not_below<T>(edges[i]) + T{0}); // no -0
    thresholds.push_back(least_above<T>(edges.back()));

    const auto parts = static_cast<double>(bins());
    const double width = (edges.back() - edges.front()) / parts;
    low = static_cast<T>(std::clamp<double>(edges.front(), -std::numeric_limits<T>::max(),
                                            std::numeric_limits<T>::max()));
    factor = static_cast<T>(std::min<double>(1 / width, std::numeric_limits<T>::max()));
    // Three roundings of the estimate in T, the rounding of `low`, and the distance of the edges
    // from the even ones, each bounded generously.
    const double reach = std::max(std::fabs(edges.front()), std::fabs(edges.back())) / width;
    const double error = 4 * parts * static_cast<double>(std::numeric_limits<T>::epsilon()) +
                         std::fabs(edges.front() - static_cast<double>(low)) / width +
                         4 * (reach + parts) * std::numeric_limits<double>::epsilon();
    tolerance = static_cast<T>(std::min(error, 1.0));
    const bool ordinary = factor >= std::numeric_limits<T>::min() &&
                          factor < std::numeric_limits<T>::max() && std::isfinite(width) &&
                          width * parts <= std::numeric_limits<T>::max();
    estimates = ordinary && error < 0.25;
}

template <class T> std::int64_t BinLayout<T>::bin(T value) const
{
    const auto above = std::upper_bound(thresholds.begin(), thresholds.end(), value);
    return above - thresholds.begin() - 1;
}

template struct BinLayout<float>;
template struct BinLayout<double>;

} // namespace strata
