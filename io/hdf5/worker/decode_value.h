// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/worker/message_pipe.h"

#include <cstddef>
#include <cstdint>
#include <optional>

#include <hdf5.h>

namespace strata::hdf5 {

/// One item in memory as a JSON value: numbers of any size and order, strings (variable ones
/// through their pointer), enum names, compound as an object, arrays and sequences as lists,
/// references as their address; anything else as its bytes. `type` is the memory type that it was
/// read with, `item` holds H5Tget_size(type) bytes. What it holds is taken
/// from `room`; nothing when that is too little: a thousand strings may be one in the file.
std::optional<Json> decode_value(hid_t type, const std::byte* item, std::uint64_t& room);

/// `count` items one after the other.
std::optional<Json> decode_values(hid_t type, const std::byte* items, std::size_t count,
                                  std::uint64_t& room);

} // namespace strata::hdf5
