// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Rules of the findings that are about the file as a whole, whatever its format. Numbers in facts
/// are decimal.
namespace strata::rules {

/// The name says another format than the content. extension, format (the content's id). Warning,
/// integrity.
inline constexpr std::string_view extension_mismatch = "file-extension-mismatch";
/// The compressed stream ends early or breaks off; what was decoded before is shown. compression,
/// unpacked (bytes that could be decoded), detail. Error, integrity.
inline constexpr std::string_view compression_damaged = "compression-damaged";
/// Bytes behind the end of the compressed stream, which readers ignore. compression, bytes. Warning,
/// integrity.
inline constexpr std::string_view compression_trailing_data = "compression-trailing-data";
/// More rows than a tree may have; the rest is not listed. rows (left out). Warning, quality.
inline constexpr std::string_view rows_left_out = "file-rows-left-out";

inline constexpr std::array file = {extension_mismatch, compression_damaged,
                                    compression_trailing_data, rows_left_out};

} // namespace strata::rules
