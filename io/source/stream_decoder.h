// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/source/compression.h"

#include <cstddef>
#include <memory>
#include <span>

namespace strata {

/// Undoes one compression, a piece at a time. Streams that follow each other directly (gzip
/// members, bzip2, xz, lz4 and zstd frames) decode as one, as the usual tools do.
class StreamDecoder {
public:
    struct Step {
        std::size_t consumed = 0;
        std::size_t produced = 0;
        bool ended = false; ///< a whole stream is decoded; what follows may start another
    };

    virtual ~StreamDecoder() = default;
    /// Decodes from `in` into `out`, as far as both allow. Malformed with the library's word.
    virtual Result<Step> decode(std::span<const std::byte> in, std::span<std::byte> out) = 0;
    /// Makes ready for a further stream; false when this compression has only one.
    virtual bool restart() = 0;
};

/// LimitExceeded when the decoder's own state cannot be had.
Result<std::unique_ptr<StreamDecoder>> make_stream_decoder(Compression compression);
/// Raw deflate, as zip members hold it.
Result<std::unique_ptr<StreamDecoder>> make_deflate_decoder();

} // namespace strata
