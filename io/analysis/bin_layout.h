// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace strata {

/// Where the edges of `bins` bins over [low, high] lie: numpy.linspace(low, high, bins + 1) in
/// float64. Finite numbers, low < high, bins > 0.
[[nodiscard]] std::vector<double> even_edges(double low, double high, std::size_t bins);

/// The edges that numpy.histogram takes for data of this range: half a unit to both sides of a
/// constant. Where numpy raises because two edges would be equal, the range is widened until they
/// differ.
[[nodiscard]] std::vector<double> histogram_edges(double min, double max, std::size_t bins);

/// Bins as a kernel for values of type T (float or double) looks them up. The bin of a value is the
/// number of thresholds at or below it less one: -1 below the first edge, `bins` above the last.
/// The edges decide and never rounded arithmetic, as in numpy.histogram.
template <class T> struct BinLayout {
    /// thresholds[i] is the least T that is not below edge i; the last one is the least T above the
    /// last edge, since the last bin is closed.
    std::vector<T> thresholds;
    /// (value - low) × factor is the bin up to `tolerance`; with `estimates` false it is no use.
    T low = 0;
    T factor = 0;
    T tolerance = 0;
    bool estimates = false;

    explicit BinLayout(const std::vector<double>& edges);
    [[nodiscard]] std::size_t bins() const { return thresholds.size() - 1; }
    [[nodiscard]] std::int64_t bin(T value) const;
};

extern template struct BinLayout<float>;
extern template struct BinLayout<double>;

} // namespace strata
