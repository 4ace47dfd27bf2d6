// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/index.h"

#include <string>

namespace strata::hdf5 {

/// Filter numbers that HDF5 registers, and h5py's own.
enum FilterId : int {
    deflate = 1,
    shuffle = 2,
    fletcher32 = 3,
    szip = 4,
    nbit = 5,
    scale_offset = 6,
    lzf = 32000
};

enum class FilterSupport : std::uint8_t { Ours, Worker, Unknown };

[[nodiscard]] FilterSupport filter_support(int id);

/// "gzip", "shuffle" …; the name in the file for those that we do not know, or "filter 32015".
[[nodiscard]] std::string filter_name(const Filter& filter);

} // namespace strata::hdf5
