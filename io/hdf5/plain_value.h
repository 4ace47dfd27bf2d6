// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/datatype.h"
#include "io/model/tensor.h"

namespace strata::hdf5 {

/// A decoded value of a message as a person reads it: h5py's booleans and complex numbers as such,
/// compounds as a Dict by member, references as Opaque, and the flat list of an attribute with
/// several axes as nested lists.
[[nodiscard]] Value plain_value(const Value& decoded, const DType& dtype, const Shape& shape);

} // namespace strata::hdf5
