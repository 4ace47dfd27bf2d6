// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"

namespace strata {

/// A model in several safetensors files (shards), opened by the index that names them. Shards lie in
/// the folder of the index; what is missing or damaged of them is a finding, the rest is shown.
extern const Format safetensors_index_format;

} // namespace strata
