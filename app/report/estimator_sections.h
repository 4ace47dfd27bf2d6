// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/page.h"
#include "io/base/job.h"
#include "io/source/open_document.h"

namespace strata::report {

/// What a page says of an estimator: hyper-parameters, fitted attributes, coefficients, importances,
/// trees, steps, and the same of the estimators inside it. Of the arrays only small ones are read.
/// Nothing for EstimatorId::none.
void add_estimator(Page& page, const OpenDocument& opened, EstimatorId id, const JobContext& job);

} // namespace strata::report
