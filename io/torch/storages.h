// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/tensor.h"
#include "io/pickle/graph.h"
#include "io/torch/element_types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace strata::torch {

/// What a persistent id says of a storage: ('storage', type, key, location, elements), and in the old
/// form a part of another storage (torch.serialization, persistent_id).
struct StorageClaim {
    std::string key;
    ElementType element;
    std::uint64_t elements = 0;
    std::string location; ///< "cpu", "cuda:0"
    /// Elements of the storage `key` before the first one of this view; old form only.
    std::uint64_t view_offset = 0;
    /// Elements of the view; as many as `elements` where it is none.
    std::uint64_t view_elements = 0;

    /// Of the whole storage; nothing when it does not fit.
    [[nodiscard]] std::optional<std::uint64_t> bytes() const;
};

/// Nothing when the object is no persistent id, or one of another form.
[[nodiscard]] std::optional<StorageClaim> read_storage_claim(const pickle::Graph& graph,
                                                             pickle::ObjectId persistent);
/// The same of the tuple inside.
[[nodiscard]] std::optional<StorageClaim> read_storage_tuple(const pickle::Graph& graph,
                                                             pickle::ObjectId tuple);

/// How torch answers a persistent id (pickle::PersistentIds): storages stay, a class that the old form
/// writes with its source text ('module', class, file, text) is that class.
[[nodiscard]] std::optional<pickle::ObjectId> answer_persistent_id(const pickle::Graph& graph,
                                                                   pickle::ObjectId id);

/// Where the bytes of a storage lie.
struct StoredBytes {
    SourceId source = SourceId::file;
    std::uint64_t offset = 0;
    std::uint64_t stored = 0; ///< bytes that are there, as they lie in the source
    std::uint64_t bytes = 0;  ///< unpacked; more than `stored` where the file ends early
    bool deflated = false;
    bool readable = true; ///< false: encrypted, or an unknown method
    bool cut = false;     ///< the file ends within it
};

/// The storages of a file, by key.
struct Storages {
    std::unordered_map<std::string, StoredBytes> by_key;
    bool big_endian = false;
    /// The file ends before all of them were found: one that is not here lies behind its end.
    bool cut = false;
};

} // namespace strata::torch
