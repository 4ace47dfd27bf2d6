// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/dtype.h"
#include "io/model/tensor.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strata {

namespace limits {

/// Tensors of one safetensors header that are kept; the largest models have some 100,000.
inline constexpr std::size_t safetensors_tensors = 1'000'000;

/// Names in the finding of a header are cut here.
inline constexpr std::size_t safetensors_fact_bytes = 256;

} // namespace limits

/// An element type by its name in the file (Dtype in the reference implementation).
struct SafetensorsType {
    std::string_view name;
    ScalarType type = ScalarType::Void;
    unsigned bits = 8;
    std::string_view label = {}; ///< Void: the name that ml_dtypes has for it
};

/// Null for a name that the format does not have.
[[nodiscard]] const SafetensorsType* find_safetensors_type(std::string_view name);

/// The dtype of a tensor's items. Types of less than a byte, and unknown ones, are a Void of size 0
/// that is known by its label alone.
[[nodiscard]] DType safetensors_dtype(const SafetensorsType& type);

/// One tensor of the header, as it is written.
struct SafetensorsTensor {
    std::string name;
    const SafetensorsType* type = nullptr; ///< null: `unknown_type`
    std::string unknown_type;
    Shape shape;
    std::uint64_t begin = 0; ///< of its bytes, from the header's end
    std::uint64_t end = 0;
    /// The key that is missing or makes no sense ("dtype", "shape", "data_offsets"), or empty.
    std::string_view bad_key;
};

/// What a header says, in its order.
struct SafetensorsHeader {
    std::vector<SafetensorsTensor> tensors;
    std::vector<std::pair<std::string, std::string>> metadata; ///< __metadata__
    /// Keys of __metadata__ whose value is no string; "" when it is no object.
    std::vector<std::string> bad_metadata;
    /// Keys that came twice inside one tensor's entry, by "name/key".
    std::vector<std::string> duplicate_fields;
    std::uint64_t metadata_objects = 0; ///< how often __metadata__ came
    std::uint64_t metadata_omitted = 0; ///< entries beyond limits::value_items
    /// Where and why reading ended early; the offset counts from the start of `text`.
    std::optional<Error> damage;
};

/// Reads the JSON of a header. Never fails: see `damage`.
[[nodiscard]] SafetensorsHeader read_safetensors_header(std::string_view text);

} // namespace strata
