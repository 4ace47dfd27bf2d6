// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/layer_shapes.h"
#include "io/keras/reading.h"

namespace strata::keras {

/// Adds the row of the model and, below it, those of its layers and their weights, and fills the
/// document's layers and counts. Gives back every weight, in the file's order.
std::vector<PlacedWeight> add_layers(const Reading& reading, const LayerConfig& model,
                                     const StoredWeights& stored);

/// The same for a file that holds weights and no configuration: a layer is what has a group.
std::vector<PlacedWeight> add_groups(const Reading& reading, const StoredWeights& stored,
                                     std::string_view model_name, std::string_view model_class);

} // namespace strata::keras
