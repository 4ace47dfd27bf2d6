// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/adam_settings.h"
#include "io/base/job.h"
#include "io/model/document.h"
#include "io/source/byte_source.h"

#include <optional>
#include <span>
#include <vector>

namespace strata {

/// The change of one value by the step that a momentum and a velocity stand for.
[[nodiscard]] double adam_change(const AdamSettings& settings, double momentum, double velocity);

struct WeightStep {
    TensorId weight = TensorId::none;
    /// L2 norm of the step over L2 norm of the weight. Nothing: no two slots, a weight of zeros, or
    /// values that are not finite or cannot be read.
    std::optional<double> share;
    bool unreadable = false;
};

/// For each of the weights, in their order. Stops for a cancel alone.
Result<std::vector<WeightStep>> compute_steps(const Document& document,
                                              const OptimizerState& optimizer,
                                              std::span<const TensorId> weights,
                                              const SourceSet& sources, const JobContext& job);

} // namespace strata
