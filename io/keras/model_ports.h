// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/model_config.h"
#include "io/keras/reading.h"

namespace strata::keras {

/// The model's inputs and outputs with their shapes and types, into the document's identity.
void add_ports(const Reading& reading, const LayerConfig& model);

/// The type of the values that a layer gives out; empty when its configuration does not say.
[[nodiscard]] std::string output_dtype(const Value& config);

} // namespace strata::keras
