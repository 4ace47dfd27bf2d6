// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <hdf5.h>

namespace strata::hdf5 {

/// Which bytes of an open descriptor the HDF5 file is: the whole of a file on disk, or a stored
/// member of an archive.
struct DescriptorRange {
    int descriptor = -1;
    std::uint64_t base = 0;
    std::uint64_t length = 0;
    /// A scratch copy that may be changed and grow: the whole of a file, `base` is 0.
    bool writable = false;
};

/// A file access property list whose driver reads that range and nothing else: it writes only where
/// the range is writable, and whatever file name the library is given, it never opens a path.
/// Release with H5Pclose. Negative when the library refuses.
hid_t make_descriptor_access(const DescriptorRange& range);

} // namespace strata::hdf5
