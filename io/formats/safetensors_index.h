// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/value.h"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strata {

namespace limits {

/// Files of one model: each stays open while the model is. The largest published ones have some 200.
inline constexpr std::size_t safetensors_shards = 800;

/// Entries of "__metadata__" that are shown of all files of one model. Writers give a few for each.
inline constexpr std::size_t safetensors_set_metadata = 20'000;

/// The index of such a model; the names of a million tensors.
inline constexpr std::uint64_t safetensors_index_bytes = 200'000'000;

} // namespace limits

/// What the index of a model in several safetensors files (shards) says, as transformers and
/// huggingface_hub write it: NAME.safetensors.index.json with "metadata" and "weight_map".
struct SafetensorsIndex {
    /// The base names of the files, in the order of their names.
    std::vector<std::string> shards;
    /// The name of each tensor and the place of its file in `shards`, in the order of the text.
    std::vector<std::pair<std::string, std::uint32_t>> tensors;
    /// Tensors whose file is no base name of a file beside the index: name and what stands there.
    std::vector<std::pair<std::string, std::string>> bad_entries;
    std::vector<std::string> duplicates; ///< tensors named twice
    Value metadata;                      ///< a Dict; None where there is none
    bool has_map = false;
    /// Where and why reading ended early.
    std::optional<Error> damage;
};

/// Reads the JSON of an index. Never fails: see `damage`.
[[nodiscard]] SafetensorsIndex read_safetensors_index(std::string_view text);

/// Whether a name is that of a file in the same folder: no path, nor "." and "..".
[[nodiscard]] bool is_base_name(std::string_view name);

/// Whether a file's name is one that an index has: "model.safetensors.index.json", also with a
/// variant before ".json".
[[nodiscard]] bool is_safetensors_index_name(std::string_view file_name);
/// Whether a file's name is one that a shard has: "model-00001-of-00003.safetensors".
[[nodiscard]] bool is_safetensors_shard_name(std::string_view file_name);

/// Finds the indexes of one shard after another; an index is read once for all of its shards that are
/// asked for in a row.
class ShardIndexes {
public:
    /// Indexes of more bytes are not read, as if they were not there.
    explicit ShardIndexes(std::uint64_t most_bytes = limits::safetensors_index_bytes)
        : m_most_bytes(most_bytes)
    {
    }

    /// The path of the index beside a shard that names it, found by their names: nothing for all
    /// other files. Reads the index, if there is one.
    [[nodiscard]] std::optional<std::string> index_of(const std::string& path);

private:
    struct Known {
        std::string path;
        std::set<std::string, std::less<>> files; ///< that it names
    };

    std::uint64_t m_most_bytes;
    std::array<Known, 2> m_known; ///< by the form of the index's name
};

/// ShardIndexes::index_of() for one file.
[[nodiscard]] std::optional<std::string>
index_of_shard(const std::string& path, std::uint64_t most_bytes = limits::safetensors_index_bytes);

} // namespace strata
