// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/value.h"

#include <string_view>

namespace strata {

/// Reads what a person typed as a value of one of Python's types ("str", "int", "float", "bool",
/// "NoneType", "bytes", "list", "dict", "tuple"). A str is the text as it stands; bytes are
/// hexadecimal digits; a list, tuple or dict is JSON.
/// BadArgument with the reason in `detail` and, for JSON, the offset of the mistake in `offset`.
Result<Value> parse_value(std::string_view text, std::string_view type);

/// The text that parse_value() reads as this value again. For kinds that it does not know, repr().
[[nodiscard]] std::string editable_text(const Value& value);

/// JSON of a value of the kinds that JSON has; Tuple as an array, Bytes and names as text. On one
/// line, `", "` and `": "` between, as Python's json writes it, but with all characters as they are.
[[nodiscard]] std::string json_text(const Value& value);

} // namespace strata
