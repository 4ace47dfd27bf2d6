// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/byte_source.h"

#include <cstdint>
#include <optional>

namespace strata::hdf5 {

/// What the superblock of an HDF5 file says (HDF5 File Format Specification, II.A).
struct Superblock {
    std::uint64_t offset = 0; ///< of its signature: behind a user block of that size
    unsigned version = 0;
    /// Where the file ends; nothing when the superblock is cut or of a version we do not know.
    std::optional<std::uint64_t> end;
};

/// Looks for the signature at 0, 512 and every power of two above, as HDF5 does. Nothing when it
/// is in none of these places.
[[nodiscard]] std::optional<Superblock> find_superblock(const ByteSource& source);

} // namespace strata::hdf5
