// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/printer.h"
#include "app/report/diff_page.h"

namespace strata::cli {

/// What two models differ in, the summary first.
void print_comparison(Printer& out, const report::ComparedModels& models);

} // namespace strata::cli
