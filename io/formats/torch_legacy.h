// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"
#include "io/pickle/read_pickle.h"

#include <cstddef>
#include <span>

namespace strata {

/// Whether bytes are the start of a file of torch.save before version 1.6: a pickle of its magic
/// number, which the pickle row must leave alone.
[[nodiscard]] bool is_torch_legacy(std::span<const std::byte> head);

/// Opens one (torch.serialization, _legacy_load): five pickles, of the magic number, the protocol, the
/// system, the object and the keys of its storages; then each storage as a count of elements in eight
/// bytes and its values, little-endian.
Result<OpenDocument> open_torch_legacy(const OpenRequest& request, const JobContext& job);

/// The pickle of the object alone, of a file that could be opened.
Result<pickle::PickleDocument> read_legacy_object(const SharedSource& source,
                                                  const JobContext& job);

} // namespace strata
