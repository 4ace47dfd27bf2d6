// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/model_config.h"
#include "io/keras/reading.h"

namespace strata::keras {

/// What the configuration would make a loader do, and what loaders of other versions stumble over:
/// findings, custom objects and the verdict on trust. `model` is null where there is no readable
/// one; `json` and `training` are the attributes as they are.
void check_configuration(const Reading& reading, const LayerConfig* model, const Value& json,
                         const Value& training);

} // namespace strata::keras
