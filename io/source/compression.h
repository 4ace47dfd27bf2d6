// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/byte_source.h"

#include <functional>
#include <optional>
#include <string_view>

namespace strata {

/// A compression of a whole file, as joblib and gzip-like tools write it.
enum class Compression : std::uint8_t { Zlib, Gzip, Bzip2, Lzma, Xz, Lz4, Zstd };

const char* compression_name(Compression compression); ///< "zlib", "gzip", "bz2", "lzma" …

/// By the first bytes. `BZ` counts only as "BZh1".."BZh9", since a raw pickle may start with BZ;
/// zlib only where the header's check holds.
[[nodiscard]] std::optional<Compression> detect_compression(std::span<const std::byte> head);

/// What unpack() made of a compressed source.
struct Unpacked {
    SharedSource source; ///< all bytes that could be decoded
    /// Set when the stream ended early or broke off: what was decoded before is still there.
    std::optional<Error> damage;
    /// Bytes after the end of the compressed stream, which were not decoded.
    std::uint64_t trailing_bytes = 0;
};

/// The limit that so many unpacked bytes of so many packed ones exceed, by its name in limits.h; empty:
/// none.
[[nodiscard]] std::string_view exceeded_limit(std::uint64_t packed, std::uint64_t unpacked);

/// Decodes a whole source into an unlinked temporary file (small ones stay in memory), within
/// limits::unpacked_bytes, unpacked_ratio and large_unpacked_ratio. What the disk refuses (NoRoom,
/// ReadFailed) is an error, no damage.
Result<Unpacked> unpack(const ByteSource& source, Compression compression, const JobContext& job);

/// The first bytes, at most `count`, that a source unpacks to from `offset` on; decoding stops there.
/// Empty when `most_input` bytes bring none. Fails only with ReadFailed, Cancelled, or when nothing
/// can be decoded.
Result<std::vector<std::byte>> unpack_start(const ByteSource& source, Compression compression,
                                            std::uint64_t offset, std::uint64_t most_input,
                                            std::size_t count, const JobContext& job);

/// Decodes raw deflate from `in` and hands on blocks until `sink` returns false, the stream ends,
/// or `limit` decoded bytes were seen. Returns the number of decoded bytes handed on. A stream that
/// brings nothing can be cancelled, too; progress is the caller's to report.
using BlockSink = std::function<Result<bool>(std::span<const std::byte>)>;
Result<std::uint64_t> inflate_raw(const ByteSource& in, std::uint64_t offset, std::uint64_t length,
                                  std::uint64_t limit, const JobContext& job,
                                  const BlockSink& sink);

} // namespace strata
