// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/printer.h"
#include "io/analysis/statistics.h"

namespace strata::cli {

/// A histogram drawn with block characters: a column a bin, the counts on the left, the range
/// below. Neighbouring bins are added up where there are more than fit.
void print_histogram(Printer& out, const Histogram& histogram);

/// The same in one line of `columns` characters.
[[nodiscard]] QString spark_text(const Histogram& histogram, std::size_t columns);

} // namespace strata::cli
