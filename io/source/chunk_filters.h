// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/tensor.h"

#include <cstddef>
#include <span>
#include <vector>

namespace strata {

/// Undoes what a writer's filters did to one chunk, last one first. Filters whose bit is set in
/// `skipped` were not applied to this chunk. The result holds exactly `decoded_bytes`: Malformed
/// when a filter's own data contradict themselves, a checksum fails or the size is another.
/// `bytes` and `room` are used up; the answer lies in one of them.
Result<std::span<std::byte>> undo_filters(std::span<const ChunkFilter> filters,
                                          std::uint32_t skipped, std::uint64_t decoded_bytes,
                                          std::vector<std::byte>& bytes,
                                          std::vector<std::byte>& room);

/// Bytes that were grouped by their place in an item, back into items (HDF5's shuffle). What is
/// left over behind the last whole item is copied.
void unshuffle(std::span<const std::byte> in, std::uint32_t item_bytes, std::span<std::byte> out);

/// LibLZF's format, as h5py's filter 32000 has it. Malformed when it breaks off or points before
/// its start.
Result<void> decode_lzf(std::span<const std::byte> in, std::span<std::byte> out);

/// HDF5's Fletcher checksum of a run of bytes (H5_checksum_fletcher32).
[[nodiscard]] std::uint32_t fletcher32(std::span<const std::byte> bytes);

} // namespace strata
