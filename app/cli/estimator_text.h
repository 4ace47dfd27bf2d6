// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/printer.h"
#include "io/base/job.h"
#include "io/source/open_document.h"

namespace strata::cli {

/// An estimator: hyper-parameters, fitted attributes, trees, importances, steps. Nothing for
/// EstimatorId::none.
void print_estimator(Printer& out, const OpenDocument& opened, EstimatorId id,
                     const JobContext& job);

} // namespace strata::cli
