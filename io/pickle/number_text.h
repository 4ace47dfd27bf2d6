// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Numbers that the text opcodes of protocol 0 write.
namespace strata::pickle {

/// Python's int(): surrounding space, a sign and underscores between digits are allowed.
struct IntegerText {
    bool valid = false;
    bool fits = false; ///< in 64 bits: `value` holds it
    std::int64_t value = 0;
};

/// `base` 10, or 0 for prefixes 0x, 0o, 0b and C's octal 0.
[[nodiscard]] IntegerText parse_integer(std::string_view text, int base);
/// A float as Python's float() reads it, in any locale.
[[nodiscard]] std::optional<double> parse_float(std::string_view text);

} // namespace strata::pickle
