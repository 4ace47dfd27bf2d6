// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/worker/message_pipe.h"

#include <hdf5.h>

namespace strata::hdf5 {

/// Sends the index of a whole file: a message for every link and every object behind it, parents
/// first, hard links followed once, other links only named (io/hdf5/protocol.md). `keep_alive` is
/// called from time to time while there is progress.
void send_index(hid_t file, MessagePipe& pipe, void (*keep_alive)());

} // namespace strata::hdf5
