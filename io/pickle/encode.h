// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/value.h"

#include <string>

namespace strata::pickle {

/// The opcodes that push a plain value (None, bool, int, float, str, bytes, and
/// lists, tuples and dicts of these), of `protocol` 0 to 5 or below, without memo. With
/// `native_text` ASCII text becomes a str of Python 2. BadArgument for what a protocol cannot hold
/// without calling something (bytes before 3) and for other kinds.
Result<std::string> encode_value(const Value& value, int protocol, bool native_text = false);

} // namespace strata::pickle
