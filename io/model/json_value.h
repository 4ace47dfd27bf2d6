// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/value.h"

#include <optional>
#include <string_view>
#include <vector>

namespace strata {

/// What a JSON text says.
struct JsonReading {
    /// Objects are Dict, arrays List, in the order of the text; lists and texts within the limits of
    /// Value. With `damage` it is what could be read before.
    Value value;
    std::optional<Error> damage; ///< as read_json() fails; LimitExceeded "json_values" for too many
    /// Keys that an object has more than once, by their path from the root ("config/layers"), parts
    /// escaped as in tree paths. The first few only. All entries stay in the Dict.
    std::vector<std::string> duplicate_keys;
    /// Past limits::value_items an entry of an object was left out, or an item of an array that is
    /// itself an object or an array: what is left may mean something else than the text.
    bool structure_omitted = false;
};

/// Reads untrusted JSON as a small typed value.
[[nodiscard]] JsonReading read_json_value(std::string_view text);

/// A Text of at most limits::value_text_bytes, cut between characters. `text` is UTF-8.
[[nodiscard]] Value short_text(std::string text);

/// The value under a key of a Dict; of several the last, as Python's json takes it. Null when there
/// is none, and for what is no Dict.
[[nodiscard]] const Value* member(const Value& dict, std::string_view key);

} // namespace strata
