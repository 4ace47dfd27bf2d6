// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/source/byte_source.h"

#include <cstdint>
#include <optional>

namespace strata::zip {

/// The data descriptor (APPNOTE 4.3.9) behind a member whose own header does not say its size.
struct Descriptor {
    std::uint32_t checksum = 0;
    std::uint64_t stored_bytes = 0;
    std::uint64_t size = 0;
    std::uint64_t end = 0; ///< behind it, in the source
};

/// Looks for the descriptor of the member whose data starts at `data_offset`: the first one that gives
/// the distance to itself as the stored size. Nothing when the source ends before. Reads the source
/// from there on, once.
Result<std::optional<Descriptor>> find_descriptor(const ByteSource& source,
                                                  std::uint64_t data_offset, const JobContext& job);

} // namespace strata::zip
