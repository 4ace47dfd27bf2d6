// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace strata {

/// A step into JSON: the key of an object or the position in an array.
using JsonStep = std::variant<std::string, std::size_t>;

/// Where a value lies in a JSON text.
struct JsonPlace {
    std::size_t begin = 0; ///< of the value
    std::size_t end = 0;   ///< behind it
    /// Of the key's opening quote where the value is a member of an object.
    std::optional<std::size_t> key_begin;
};

/// A member of an object, or an item of an array, whose key is empty.
struct JsonMember {
    std::string key;
    std::size_t key_end = 0; ///< behind the key's closing quote
    JsonPlace place;
};

/// The members of the object, or the items of the array, that begins at `begin` of a text that
/// read_json() accepts; none of anything else.
[[nodiscard]] std::vector<JsonMember> json_members(std::string_view json, std::size_t begin);

/// The value that a path leads to; of several members of one key the last, as Python takes it.
/// `json` is a text that read_json() accepts; nothing when the path leads nowhere.
[[nodiscard]] std::optional<JsonPlace> find_json(std::string_view json,
                                                 std::span<const JsonStep> path);

/// The text with the value at `path` replaced by `value` (JSON); all else stays as it is, byte for
/// byte. NoSuchItem when the path leads nowhere.
Result<std::string> set_json(std::string_view json, std::span<const JsonStep> path,
                             std::string_view value);
/// With a further member at the end of the object at `path`, in the way the object separates its
/// members. NoSuchItem when there is no object.
Result<std::string> add_json_member(std::string_view json, std::span<const JsonStep> path,
                                    std::string_view key, std::string_view value);
/// Without every member of the last step's key. NoSuchItem when there is none.
Result<std::string> remove_json_member(std::string_view json, std::span<const JsonStep> path);

} // namespace strata
