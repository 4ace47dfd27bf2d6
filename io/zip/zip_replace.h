// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/atomic_file.h"
#include "io/zip/zip_archive.h"

#include <functional>

namespace strata::zip {

/// Sends bytes on in pieces; may be called more than once, with the same bytes.
using Content =
    std::function<Result<void>(const std::function<Result<void>(std::span<const std::byte>)>&)>;

/// Writes an archive with one member's content replaced, uncompressed and with its size in its own
/// header. Every other member is copied as it lies there, header and compressed bytes, and moves by a
/// multiple of `alignment`: padding goes into the replaced member's header. BadArgument where the
/// archive has parts whose meaning would be lost (bytes of no member, other forms of the directory),
/// or where sizes or places would need another form of record.
Result<void> write_replaced(const Archive& archive, std::size_t place, const Content& content,
                            std::uint64_t alignment, AtomicFile& out, const JobContext& job);

/// Whether two archives hold the same members in the same order with the same stored bytes, but for
/// the content of one: the name of the first that differs, empty when none does.
Result<std::string> find_other_change(const Archive& before, const Archive& after,
                                      std::size_t place, const JobContext& job);

} // namespace strata::zip
