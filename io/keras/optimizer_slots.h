// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/reading.h"

#include <optional>
#include <string>
#include <vector>

namespace strata::keras {

/// What one variable of an optimizer is.
struct SlotMatch {
    std::string name;                  ///< of a slot "momentum", of a scalar "iteration"
    std::optional<std::size_t> weight; ///< into the weights; nothing: a scalar, or not paired
    bool scalar = false;
};

/// Pairs the variables of an optimizer with weights: by name where the generation of Keras names
/// them so (2.3 and newer), by their order in blocks where it numbers them; never against a shape.
/// `class_name` is the optimizer's, without "Custom>". Parallel to `variables`.
[[nodiscard]] std::vector<SlotMatch> match_slots(const std::vector<StoredWeight>& variables,
                                                 const std::vector<PlacedWeight>& weights,
                                                 const std::vector<Tensor>& tensors,
                                                 std::string_view class_name,
                                                 std::string_view model_name);

} // namespace strata::keras
