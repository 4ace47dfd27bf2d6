// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/finding.h"
#include "io/source/byte_source.h"

#include <optional>
#include <string>
#include <vector>

namespace strata::limits {

/// A zip archive's directory, which is kept in memory while it is read.
inline constexpr std::uint64_t zip_directory_bytes = std::uint64_t{256} << 20;

} // namespace strata::limits

/// Zip archives (PKWARE APPNOTE 6.3.10) as an index: where each member's bytes lie.
namespace strata::zip {

/// Compression methods that can be read; others are only named.
inline constexpr std::uint16_t method_stored = 0;
inline constexpr std::uint16_t method_deflated = 8;

/// One entry of the directory, with where its data lies.
struct Member {
    std::string name;                ///< UTF-8
    std::uint64_t header_offset = 0; ///< of its own header, in the source
    std::uint64_t data_offset = 0;   ///< of its first stored byte
    std::uint64_t stored_bytes = 0;  ///< as they lie in the archive
    std::uint64_t size = 0;          ///< unpacked
    std::uint32_t checksum = 0;      ///< CRC-32 of the unpacked bytes
    std::uint16_t method = 0;
    std::uint16_t flags = 0;
    /// Why its data cannot be read: "encrypted", "method", "header", "truncated"; empty when it can.
    std::string problem;
    /// Shares bytes with another member: unpacking each of many such costs far more than the file's
    /// own size.
    bool overlaps = false;

    [[nodiscard]] bool readable() const { return problem.empty(); }
    [[nodiscard]] bool deflated() const { return method == method_deflated; }
    [[nodiscard]] bool is_folder() const { return name.ends_with('/'); }
};

/// "deflate", "bzip2", "lzma" …; "method 77" for others.
[[nodiscard]] std::string method_name(std::uint16_t method);

/// Something odd about the archive. The finding has no row: whoever builds the tree ties it to the
/// member's.
struct Issue {
    Finding finding; ///< see rules.h
    Integrity integrity = Integrity::Complete;
    std::optional<std::size_t> member; ///< place in Archive::members
};

struct Archive {
    SharedSource source;
    std::vector<Member> members; ///< in the order of the directory
    std::string comment;         ///< UTF-8
    std::vector<Issue> issues;
};

/// Reads the directory and every member's own header, no content. A damaged or hostile archive is
/// not an error as long as a member can be found: see issues. Malformed (detail "end of central
/// directory") when it is none, UnsupportedFeature when it is split over several disks,
/// LimitExceeded (zip_members, zip_directory_bytes).
Result<Archive> read_archive(SharedSource source, const JobContext& job);

} // namespace strata::zip
