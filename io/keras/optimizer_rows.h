// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/reading.h"

namespace strata::keras {

/// Adds the optimizer that `training_config` names (may be null) and the state that the file
/// stores of it: its rows, the slots with their weights, its step.
void add_optimizer(const Reading& reading, const Value* training,
                   const std::vector<PlacedWeight>& weights);

} // namespace strata::keras
