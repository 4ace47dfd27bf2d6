// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/dtype.h"
#include "io/model/tensor.h"
#include "io/model/value.h"
#include "io/source/byte_source.h"

#include <cstddef>
#include <span>

namespace strata {

/// Bytes from the magic string to the header's text, at most: enough for read_npy_preamble().
inline constexpr std::size_t npy_preamble_bytes = 12;

/// What stands before the header's text (numpy.lib.format, "Format Version 1.0" and following).
struct NpyPreamble {
    int major = 1;
    int minor = 0;
    std::uint64_t header_offset = 0; ///< of the text, from the magic string
    std::uint64_t header_bytes = 0;  ///< at most limits::npy_header_bytes

    [[nodiscard]] std::uint64_t data_offset() const { return header_offset + header_bytes; }
};

/// The header of a .npy file, versions 1.0 to 3.0. Offsets count from the magic string.
struct NpyHeader {
    NpyPreamble preamble;
    Value descr; ///< as the file writes it: a string, or a list of fields
    DType dtype;
    bool fortran_order = false;
    Shape shape;
    std::uint64_t data_bytes = 0; ///< count × item size; 0 with objects
    /// The values are a pickle of the whole array, since the dtype is or holds "object".
    bool objects = false;
};

[[nodiscard]] bool is_npy(std::span<const std::byte> head);

/// Malformed without the magic string, UnsupportedFeature for another version, LimitExceeded for a
/// header longer than limits::npy_header_bytes, Truncated when `head` ends too early.
Result<NpyPreamble> read_npy_preamble(std::span<const std::byte> head);

/// The header from bytes that hold at least preamble and text. Malformed names the key ("descr",
/// "shape" …) that makes no sense.
Result<NpyHeader> read_npy_header(std::span<const std::byte> head);

/// The same from a source: reads only the header.
Result<NpyHeader> read_npy_header(const ByteSource& source, std::uint64_t offset);

} // namespace strata
