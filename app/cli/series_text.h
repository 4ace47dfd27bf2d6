// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/printer.h"
#include "app/report/series_report.h"

namespace strata::cli {

/// A table of the checkpoints with the figures of all layers together, and one with a row for each
/// layer and checkpoint.
void print_series(Printer& out, const Series& series);

} // namespace strata::cli
