// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "app/report/stats_report.h"

#include <span>

namespace strata::cli {

/// Prints a block with a histogram for a single tensor and for `named` ones, else a table with a
/// line for each.
void print_statistics(Console& console, const Document& document,
                      std::span<const report::MeasuredTensor> tensors, bool named);

} // namespace strata::cli
