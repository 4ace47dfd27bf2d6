// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/figures.h"

#include <cstdint>
#include <span>
#include <vector>

namespace strata {

/// The finite values of a run, one after the other in `room`.
[[nodiscard]] std::span<const float> finite_values(std::span<const float> run,
                                                   std::vector<float>& room);
[[nodiscard]] std::span<const double> finite_values(std::span<const double> run,
                                                    std::vector<double>& room);

/// Figures of at most run_length values. `room` is reused between calls.
[[nodiscard]] Figures figures_of_run(std::span<const float> run, std::vector<float>& room);
[[nodiscard]] Figures figures_of_run(std::span<const double> run, std::vector<double>& room);
/// The same for integers that double would round.
[[nodiscard]] Figures figures_of_run(std::span<const std::int64_t> run);
[[nodiscard]] Figures figures_of_run(std::span<const std::uint64_t> run);

} // namespace strata
