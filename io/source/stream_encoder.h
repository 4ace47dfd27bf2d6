// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/compression.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace strata {

/// Compresses a stream in blocks, as the tools and libraries of a compression write it.
class StreamEncoder {
public:
    using Sink = std::function<Result<void>(std::span<const std::byte>)>;

    /// `level` in the compression's own terms: zlib, gzip, bz2, xz, lzma 1 to 9 (zlib, gzip, xz and
    /// lzma also 0), lz4 0 to 12, zstd 1 to 22; out of range is brought into it. LimitExceeded when
    /// the library has no memory.
    static Result<std::unique_ptr<StreamEncoder>> create(Compression compression, int level,
                                                         Sink sink);
    virtual ~StreamEncoder() = default;
    StreamEncoder(const StreamEncoder&) = delete;
    StreamEncoder& operator=(const StreamEncoder&) = delete;

    virtual Result<void> write(std::span<const std::byte> bytes) = 0;
    /// Ends the stream; nothing may follow.
    virtual Result<void> finish() = 0;

protected:
    StreamEncoder() = default;
};

/// What joblib, and Python's own modules, use when nobody says a level.
[[nodiscard]] int default_level(Compression compression);

/// The level that a compressed stream was written with, by what its header tells of it (zlib and gzip
/// tell a class of levels, xz and lzma the size of their dictionary); default_level() where it
/// tells nothing.
[[nodiscard]] int level_of(std::span<const std::byte> head, Compression compression);

} // namespace strata
