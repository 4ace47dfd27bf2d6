// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/analysis/statistics.h"
#include "io/model/document.h"

#include <optional>
#include <span>

namespace strata::report {

/// The figures of one tensor; without any for a dtype that has no numbers.
struct MeasuredTensor {
    TensorId tensor = TensorId::none;
    std::optional<Statistics> statistics;
};

/// What `stats --json` prints.
void write_stats_report(JsonWriter& json, const Document& document,
                        std::span<const MeasuredTensor> tensors);

} // namespace strata::report
