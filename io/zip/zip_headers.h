// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/byte_cursor.h"
#include "io/base/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The records of a zip archive, in the words of APPNOTE 4.3.
namespace strata::zip {

inline constexpr std::uint32_t local_header_signature = 0x04034b50;
inline constexpr std::uint32_t central_header_signature = 0x02014b50;
inline constexpr std::uint32_t end_signature = 0x06054b50;
inline constexpr std::uint32_t zip64_end_signature = 0x06064b50;
inline constexpr std::uint32_t zip64_locator_signature = 0x07064b50;

inline constexpr std::uint64_t local_header_bytes = 30;
inline constexpr std::uint64_t end_bytes = 22;
inline constexpr std::uint64_t zip64_locator_bytes = 20;
inline constexpr std::uint64_t zip64_end_bytes = 56;

/// Bits of the general purpose flags (4.4.4).
inline constexpr std::uint16_t flag_encrypted = 1U << 0;
inline constexpr std::uint16_t flag_descriptor = 1U << 3;

/// What the local and the central header have in common.
struct MemberHeader {
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t checksum = 0;
    std::uint64_t stored_bytes = 0; ///< zip64 extra field applied
    std::uint64_t size = 0;
    std::string_view name; ///< raw, in the bytes that were read
};

/// 4.3.12
struct CentralHeader : MemberHeader {
    std::uint64_t header_offset = 0; ///< as written: relative to the archive's start
};

/// 4.3.7, without the data that follows
struct LocalHeader : MemberHeader {
    std::uint64_t bytes = 0; ///< of the header itself, extra field included
};

/// 4.3.16, with what 4.3.14 says in its place
struct EndRecord {
    std::uint64_t members = 0;
    std::uint64_t directory_bytes = 0;
    std::uint64_t directory_offset = 0; ///< as written
    std::uint64_t end = 0;              ///< where the directory should end: the first end record
    bool several_disks = false;
    bool contradicts = false; ///< the zip64 record says something else than the plain one
    std::string_view comment; ///< raw
};

/// Malformed when the signature is another.
Result<CentralHeader> read_central_header(ByteCursor& cursor);
/// `bytes` may end inside the extra field, which is then not looked at.
Result<LocalHeader> read_local_header(std::span<const std::byte> bytes);
/// The plain end record, without zip64.
Result<EndRecord> read_end_record(ByteCursor& cursor);

/// Where the zip64 end record is, from the locator in front of the plain end record (4.3.15).
Result<std::uint64_t> read_zip64_locator(std::span<const std::byte> bytes);
/// Puts what the zip64 end record says in the place of the plain one.
Result<void> apply_zip64_end(std::span<const std::byte> bytes, EndRecord& end);

} // namespace strata::zip
