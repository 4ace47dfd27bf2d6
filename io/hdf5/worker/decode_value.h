// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/worker/message_pipe.h"

#include <cstddef>

#include <hdf5.h>

namespace strata::hdf5 {

/// One item in memory as a JSON value: numbers of any size and order, strings (variable ones
/// through their pointer), enum names, compound as an object, arrays and sequences as lists,
/// references as their address; anything else as its bytes. `type` is the memory type that it was
/// read with, `item` holds H5Tget_size(type) bytes.
Json decode_value(hid_t type, const std::byte* item);

/// `count` items one after the other.
Json decode_values(hid_t type, const std::byte* items, std::size_t count);

} // namespace strata::hdf5
