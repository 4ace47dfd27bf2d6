// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/worker/message_pipe.h"

#include <hdf5.h>

namespace strata::hdf5 {

/// Streams all values of the dataset at an address, in C order, about 1 MiB a message: raw items
/// in the stored byte order where the type has a fixed size, lists of decoded values for
/// variable-length types (io/hdf5/protocol.md).
void send_values(hid_t file, haddr_t address, MessagePipe& pipe, void (*keep_alive)());

/// Streams every stored chunk of the dataset at an address as it lies in the file, unfiltered,
/// with its place and filter mask.
void send_chunks(hid_t file, haddr_t address, MessagePipe& pipe, void (*keep_alive)());

} // namespace strata::hdf5
