// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/tensor.h"

#include <string>

namespace strata {

/// The magic, version and header of a .npy file (numpy.lib.format) for packed items in C order, in
/// little-endian order (fields of records as they are stored). UnsupportedFeature for items that
/// numpy has no type for: objects and the 8-bit and bfloat floats.
Result<std::string> npy_header(const DType& dtype, const Shape& shape);

} // namespace strata
