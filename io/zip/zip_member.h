// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/zip/zip_archive.h"

namespace strata::zip {

/// The first bytes of a member's content, at most `count`; fewer when the content is shorter or
/// breaks off; of a member that the file ends in, what is there. UnsupportedFeature (detail:
/// Member::problem) when it cannot be read.
Result<std::vector<std::byte>> read_start(const Archive& archive, const Member& member,
                                          std::uint64_t count, const JobContext& job = {});

/// A member's content as a source of its own.
struct MemberContent {
    SharedSource source;
    /// Set when the content is not what the archive says: Truncated, or Malformed with the detail
    /// "size" or "checksum". What could be unpacked is in `source`.
    std::optional<Error> damage;
};

/// A part of the file for a stored member; a deflated one is unpacked, into memory or an unlinked
/// temporary file, as far as its claimed size. Checks the CRC-32 either way, which reads the content
/// once. LimitExceeded (unpacked_bytes), NoRoom.
Result<MemberContent> open_member(const Archive& archive, const Member& member,
                                  const JobContext& job);

} // namespace strata::zip
