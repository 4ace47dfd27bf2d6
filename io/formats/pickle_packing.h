// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/probe.h"

#include <optional>
#include <span>
#include <string>

namespace strata {

/// The compression that a file's start speaks for. A text pickle may start like zlib ("(S"), so what
/// it unpacks to must look like a pickle, too.
[[nodiscard]] std::optional<Packing> packing_of(std::span<const std::byte> head);

/// The same for a whole file, when what it unpacks to looks like a pickle. Errors of the source.
Result<std::optional<Packing>> packing_of_file(const ByteSource& source, const JobContext& job);

/// What stands before the compressed stream of a file that starts with `head`, for another content
/// of `unpacked` bytes; empty but for joblib up to 0.9.
[[nodiscard]] std::string packing_prefix(std::span<const std::byte> head, const Packing& packing,
                                         std::uint64_t unpacked);

} // namespace strata
