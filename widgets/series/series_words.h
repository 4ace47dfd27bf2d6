// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/series.h"

#include <QString>

namespace strata {

/// "0.2136", "∞"; a dash where there is none.
[[nodiscard]] QString series_real(const std::optional<double>& number);
/// "layers/dense, from epoch_3.h5 on": which states have a layer.
[[nodiscard]] QString presence_words(const SeriesRow& row, const Series& series);
/// "10 states by optimizer step, 40 to 400".
[[nodiscard]] QString series_line(const Series& series);
/// What a state is called on an axis: its optimizer step, or its number from 1 on.
[[nodiscard]] QString state_label(const Series& series, std::size_t state);

} // namespace strata
