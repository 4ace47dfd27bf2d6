// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/json_writer.h"
#include "io/base/job.h"
#include "io/source/open_document.h"

namespace strata::report {

/// An estimator with its steps and its best estimator, which are such objects again; null for
/// EstimatorId::none and for one that is inside itself.
void write_estimator(JsonWriter& json, const OpenDocument& opened, EstimatorId id,
                     const JobContext& job);

/// Those that stand beside the document's first one.
void write_other_estimators(JsonWriter& json, const OpenDocument& opened, const JobContext& job);

/// class, iterations, hyperparameters, slots; null for none.
void write_optimizer(JsonWriter& json, const OpenDocument& opened,
                     const std::optional<OptimizerState>& optimizer);

} // namespace strata::report
