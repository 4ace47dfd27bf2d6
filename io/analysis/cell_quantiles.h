// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/cell_table.h"
#include "io/analysis/figures.h"
#include "io/analysis/quantiles.h"

#include <span>
#include <vector>

namespace strata {

using Quantiles = std::array<double, quantile_shares.size()>;

/// Quantiles of which only the cells are known: the middle of the cell that holds the rank, within
/// 0.4 % of the value.
[[nodiscard]] Quantiles approximate_quantiles(const std::vector<Cell>& cells,
                                              const Figures& figures);

/// Exact quantiles of finite values at hand, whose cells in `layout` are known. T is float or
/// double.
template <class T>
[[nodiscard]] Quantiles selected_quantiles(std::span<const T> values, const BinLayout<T>& layout,
                                           const std::vector<Cell>& cells);

extern template Quantiles selected_quantiles(std::span<const float>, const BinLayout<float>&,
                                             const std::vector<Cell>&);
extern template Quantiles selected_quantiles(std::span<const double>, const BinLayout<double>&,
                                             const std::vector<Cell>&);

} // namespace strata
