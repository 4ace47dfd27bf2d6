// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/document.h"
#include "io/source/byte_source.h"

#include <optional>
#include <span>
#include <vector>

namespace strata {

/// What Adam needs to turn its two slots into a step (Kingma and Ba, Algorithm 1, in the order of
/// section 2 that Keras computes in).
struct AdamSettings {
    double learning_rate = 0;
    double beta_1 = 0;
    double beta_2 = 0;
    double epsilon = 0;
    std::int64_t iterations = 0; ///< made so far; at least 1
};

/// Nothing for another optimizer, one with a schedule or amsgrad, and one that made no step yet.
[[nodiscard]] std::optional<AdamSettings> adam_settings(const OptimizerState& optimizer);

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
