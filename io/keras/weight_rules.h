// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/shape_rules.h"
#include "io/model/tensor.h"

#include <optional>
#include <string>
#include <vector>

namespace strata::keras {

/// A weight that a layer makes when it is built.
struct WeightSpec {
    std::string name; ///< "kernel"; of composite layers "forward_layer/kernel"
    Shape shape;
    bool trainable = true; ///< with the layer's own `trainable`, and those of layers inside
};
/// In the order in which they are stored: trainable ones first. Nothing when it cannot be told.
using WeightSpecs = std::optional<std::vector<WeightSpec>>;

/// The weights of a layer that is built for inputs of these shapes; of a layer without weights
/// none, whatever the inputs are.
WeightSpecs layer_weights(const LayerConfig& layer, const std::vector<SymbolicShape>& inputs,
                          Generation generation, ShapeBudget& budget);

/// How many values they hold; nothing when that does not fit.
[[nodiscard]] std::optional<std::uint64_t> value_count(const std::vector<WeightSpec>& specs);

} // namespace strata::keras
