// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/open_document.h"
#include "widgets/pages/estimator_figures.h"

#include "io/base/job.h"

namespace strata {

/// Reads what the estimator page shows: coefficients, intercepts, importances. For a job.
Result<EstimatorFigures> read_estimator_figures(const OpenDocument& open, EstimatorId estimator,
                                                const JobContext& job);

} // namespace strata
