// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"

namespace strata {

/// Tensors with a JSON header in front (github.com/huggingface/safetensors, README "Format").
extern const Format safetensors_format;

} // namespace strata
