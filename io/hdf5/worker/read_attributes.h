// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/worker/message_pipe.h"

#include <hdf5.h>

namespace strata::hdf5 {

/// Every attribute of an object in the order of its names: name, type, shape and value; one that
/// cannot be read has "problem" in place of its value.
Json read_attributes(hid_t object);

} // namespace strata::hdf5
