// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/page.h"
#include "io/base/job.h"
#include "io/source/open_document.h"

namespace strata::report {

/// What a page says of the estimators of a file: hyper-parameters, fitted attributes, coefficients,
/// importances, trees, steps, and the same of the estimators inside them. Of the arrays only small
/// ones are read.
void add_estimators(Page& page, const OpenDocument& opened, const JobContext& job);

} // namespace strata::report
