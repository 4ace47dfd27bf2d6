// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <optional>

namespace strata {

/// What Adam needs to turn its two slots into a step (Kingma and Ba, Algorithm 1).
struct AdamSettings {
    /// Where the small number goes that keeps from dividing by nothing.
    enum class Epsilon {
        ToVelocity,  ///< in the order of the paper's section 2, as Keras computes
        ToCorrected, ///< in the order of Algorithm 1, as PyTorch computes
    };

    double learning_rate = 0;
    double beta_1 = 0;
    double beta_2 = 0;
    double epsilon = 0;
    std::int64_t iterations = 0; ///< made so far; at least 1
    Epsilon epsilon_goes = Epsilon::ToVelocity;
};

/// Those of a weight, which are its group's where a file of PyTorch has several groups. Nothing for
/// another optimizer, one with a schedule or amsgrad, one that made no step yet, and a weight whose
/// group the file does not tell.
[[nodiscard]] std::optional<AdamSettings>
adam_settings(const Document& document, const OptimizerState& optimizer, TensorId weight);

/// Whether any weight may have them.
[[nodiscard]] bool has_adam_settings(const OptimizerState& optimizer);

} // namespace strata
