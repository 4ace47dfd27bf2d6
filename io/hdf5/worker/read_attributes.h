// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/worker/message_pipe.h"

#include <hdf5.h>

namespace strata::hdf5 {

/// Every attribute of an object in the order of its names: name, type, shape and value; one that
/// cannot be read has "problem" in place of its value. Where the list itself breaks off, the last
/// has no name. What the values hold is taken from `room`, which all of a file share.
Json read_attributes(hid_t object, std::uint64_t& room);

} // namespace strata::hdf5
