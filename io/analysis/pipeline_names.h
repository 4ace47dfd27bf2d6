// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

namespace strata {

/// Names of what a step of a pipeline was fitted on, where it has none of its own: those of the
/// pipeline's input, where all steps before it keep them. Empty for what is no step.
[[nodiscard]] const std::vector<std::string>& pipeline_names(const Document& document,
                                                             EstimatorId step);

/// Names of an estimator's input: its own, or those of the first step of a pipeline that has some.
[[nodiscard]] const std::vector<std::string>& input_names(const Document& document,
                                                          const Estimator& estimator);

} // namespace strata
