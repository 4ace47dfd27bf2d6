// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/graph.h"

#include <optional>
#include <string>
#include <string_view>

/// joblib's own classes, of every generation and of scikit-learn's copy of it.
namespace strata::pickle {

/// joblib.numpy_pickle.NumpyArrayWrapper, from 0.10 on: the array follows in the same file.
[[nodiscard]] bool is_inline_wrapper_name(std::string_view qualified_name);
/// NDArrayWrapper and ZNDArrayWrapper, up to 0.9: the array is in a sibling file.
[[nodiscard]] bool is_file_wrapper_name(std::string_view qualified_name);

/// What a NumpyArrayWrapper's state says of the bytes behind its BUILD.
struct InlineLayout {
    /// Whether the dtype holds objects, so that a nested pickle follows instead of raw values.
    bool objects = false;
    /// Whether a length byte and padding come first (joblib 1.2 and newer).
    bool padded = false;
    std::uint64_t alignment = 16; ///< of the values in the file, where padded
    std::uint64_t item_size = 0;
    std::uint64_t bytes = 0; ///< of all values
};

/// Malformed with detail "dtype" or "shape" when the size of the array cannot be known.
Result<InlineLayout> inline_layout(const Graph& graph, ObjectId wrapper);

/// The file that an old wrapper names, as written.
[[nodiscard]] std::optional<std::string> wrapped_file_name(const Graph& graph, ObjectId wrapper);
/// Whether such a name is more than a sibling's base name: absolute, with a folder or with "..".
[[nodiscard]] bool leaves_folder(std::string_view name);

} // namespace strata::pickle
