// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/layer_shapes.h"
#include "io/keras/stored_weights.h"
#include "io/keras/weight_rules.h"

namespace strata::keras {

/// The weights of a layer and, of a model, of the layers inside it. Parallel to LayerConfig.
struct WeightShare {
    std::vector<StoredWeight> own;
    std::vector<WeightShare> layers;
};

/// Hands the weights of one group to the layers inside a model: all trainable ones come first, then
/// all others. By order where the configuration tells how many each has and all shapes agree, else
/// by the layer's name in the weight's. What fits nowhere stays the model's own. `trainable` is
/// that of the models around.
WeightShare share_weights(const LayerConfig& layer, const SolvedLayer& solved, bool trainable,
                          std::vector<StoredWeight> weights, Generation generation,
                          ShapeBudget& budget);

/// What the layer would make, for the inputs that it is known to have.
[[nodiscard]] std::optional<std::vector<WeightSpec>> expected_weights(const LayerConfig& layer,
                                                                      const SolvedLayer& solved,
                                                                      Generation generation,
                                                                      ShapeBudget& budget);

} // namespace strata::keras
