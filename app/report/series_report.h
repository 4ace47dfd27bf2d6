// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/compare/series.h"

#include <optional>
#include <string>

namespace strata::report {

/// What `series --json` prints.
void write_series_report(JsonWriter& json, const Series& series);

/// What `series --csv` prints: a line for each layer and state, with a head.
[[nodiscard]] std::string series_csv(const Series& series);

/// "appears" and "is gone": how a layer is in a state against the one before; empty otherwise.
[[nodiscard]] const char* coming_or_going(const SeriesRow& layer, std::size_t state);

/// The share of zeros; nothing for a layer without values.
[[nodiscard]] std::optional<double> share_of_zeros(const SeriesFigures& figures);

} // namespace strata::report
