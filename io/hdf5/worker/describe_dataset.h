// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/worker/message_pipe.h"

#include <hdf5.h>

namespace strata::hdf5 {

/// Type, shape, layout, filters, fill value and where the bytes lie, in the words of
/// io/hdf5/protocol.md. `user_block` are the bytes before the HDF5 content, which chunk addresses
/// leave out. Virtual and externally stored datasets are named, and nothing of them is touched.
void describe_dataset(hid_t dataset, hsize_t user_block, Json& out);

} // namespace strata::hdf5
