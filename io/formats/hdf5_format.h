// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"

namespace strata {

/// Every HDF5 file is told by its signature and opened through this row.
extern const Format hdf5_format;

/// What Keras writes into HDF5. Only the index of a file tells: hdf5_format opens it and names the
/// document after one of these.
extern const Format keras_h5_format;
extern const Format keras_weights_h5_format;

} // namespace strata
