// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/value.h"

#include <string_view>

namespace strata {

/// Reads the Python literal that a .npy header is: a dict of strings, numbers, True, False, None,
/// tuples and lists, in UTF-8. Python 2's long integers (`3L`) and string prefixes (u, b) are
/// accepted, expressions are not. Spaces and a line feed may follow. Numbers that do not fit 64 bits
/// become BigInt; deeper than limits::value_depth is LimitExceeded, anything else that is no
/// literal Malformed with the offset in `text`.
Result<Value> parse_npy_literal(std::string_view text);

} // namespace strata
