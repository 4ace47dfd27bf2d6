// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"
#include "io/source/compression.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strata {

/// Bytes that ProbeInput::head holds at most.
inline constexpr std::size_t probe_head_bytes = 4096;

/// The part of a path after its last '/'.
[[nodiscard]] std::string_view file_name_of(std::string_view path);
/// What follows the last '.', lower case (ASCII); empty for none and for ".hidden".
[[nodiscard]] std::string extension_of(std::string_view file_name);

/// Bytes as text, for comparing with signatures.
[[nodiscard]] std::string_view as_text(std::span<const std::byte> bytes);
[[nodiscard]] bool holds_at(std::span<const std::byte> bytes, std::size_t offset,
                            std::string_view signature);

[[nodiscard]] constexpr Match content_if(bool condition)
{
    return condition ? Match::Content : Match::No;
}

/// A compression and where its stream starts.
struct Packing {
    Compression compression = Compression::Zlib;
    std::uint64_t offset = 0;
};

/// The first bytes, at most probe_head_bytes, that a source unpacks to; empty when nothing can be
/// decoded. Decodes no more than it needs for them.
[[nodiscard]] std::vector<std::byte> unpacked_head(const ByteSource& source, const Packing& packing,
                                                   const JobContext& job);
/// The same of a probed file, decoded once: a file has at most one packing.
[[nodiscard]] std::span<const std::byte> unpacked_head(const ProbeInput& probe,
                                                       const Packing& packing);

} // namespace strata
