// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/bin_layout.h"

#include <cstdint>
#include <span>

namespace strata {

/// The inner loops of the statistics, compiled for several instruction sets of which the best one
/// is taken at run time. A run is short enough to stay in the first cache and to bound rounding.
inline constexpr std::size_t run_length = 4096;

/// Figures of a run whose values are all finite. A run with other values, or with squares that leave
/// the range of double, shows in `squares`, which is not finite then.
struct RunSums {
    double shift = 0;    ///< one of the values, so that differences from it stay small
    double sum = 0;      ///< of (value - shift)
    double squares = 0;  ///< of (value - shift)²
    double absolute = 0; ///< of |value|
    double min = 0;
    double max = 0;
    std::uint64_t zeros = 0;
};
[[nodiscard]] RunSums sum_run(std::span<const float> values);
[[nodiscard]] RunSums sum_run(std::span<const double> values);

/// Cells for find_cells that take the place of one which very many values share: counting the same
/// cell over and over has to wait for itself, so the lanes of a vector each get their own.
inline constexpr std::size_t stand_ins = 16;
struct SharedCell {
    std::uint32_t cell = ~std::uint32_t{0}; ///< the one that is shared; by default none
    std::uint32_t first_stand_in = 0;
};

/// For each finite value inside the edges its cell: ValueKey::key + bin. Both rise with the value,
/// so one count over cells holds the counts by key and the counts by bin. `cells` has room for all.
void find_cells(std::span<const float> values, const BinLayout<float>& layout, SharedCell shared,
                std::uint32_t* cells);
void find_cells(std::span<const double> values, const BinLayout<double>& layout, SharedCell shared,
                std::uint32_t* cells);

/// For each finite value its bin + 1: 0 below the first edge, bins + 1 above the last.
void find_bins(std::span<const float> values, const BinLayout<float>& layout, std::uint32_t* bins);
void find_bins(std::span<const double> values, const BinLayout<double>& layout,
               std::uint32_t* bins);

} // namespace strata
