// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/worker/message_pipe.h"

#include <H5Cpp.h>

namespace strata::hdf5 {

/// A datatype in the words of io/hdf5/protocol.md: class, size, byte order, and what its class
/// adds. Nesting past limits::hdf5_type_depth reads {"class": "too deep"}.
Json describe_type(const H5::DataType& type);

} // namespace strata::hdf5
