// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/value.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace strata::hdf5 {

/// One message of the worker: untrusted CBOR as a Value, maps as Dict, byte strings as Bytes; text
/// that is no UTF-8 gets U+FFFD. Only the forms that the worker writes are read (definite lengths,
/// no tags, keys that are text); the rest, and bytes behind the end, are Malformed. LimitExceeded
/// past limits::value_depth and limits::worker_message_values. Unlike JSON readings nothing is cut.
Result<Value> read_message(std::span<const std::byte> bytes);

/// Fields of a map. Nothing when the field is absent or of another kind.
[[nodiscard]] const Value* field(const Value& map, std::string_view key);
[[nodiscard]] std::optional<std::uint64_t> number_field(const Value& map, std::string_view key);
[[nodiscard]] std::string_view text_field(const Value& map, std::string_view key); ///< or empty
[[nodiscard]] bool flag_field(const Value& map, std::string_view key);             ///< or false
/// A list of numbers that are not negative; nothing when one is.
[[nodiscard]] std::optional<std::vector<std::uint64_t>> numbers_field(const Value& map,
                                                                      std::string_view key);

} // namespace strata::hdf5
