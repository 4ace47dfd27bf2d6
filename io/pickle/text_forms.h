// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// How the text opcodes of the old protocols escape what they hold, undone.
namespace strata::pickle {

/// The body of a STRING literal (between its quotes), as Python's string-escape codec reads it.
/// Sequences that make no sense are kept as they are.
[[nodiscard]] std::string decode_string_escape(std::string_view literal);

/// The argument of UNICODE (raw-unicode-escape) as UTF-8. Surrogates become U+FFFD.
[[nodiscard]] std::string decode_raw_unicode_escape(std::string_view literal);

/// The same as bytes, one for each character; nothing when a character is above 255.
[[nodiscard]] std::optional<std::string> latin1_from_raw_unicode_escape(std::string_view literal);

/// UTF-8 as bytes, one for each character; nothing when one is above 255 or it is no UTF-8.
[[nodiscard]] std::optional<std::string> latin1_from_utf8(std::string_view text);

/// The decimal digits of a little-endian number in two's complement; hexadecimal (0x…) above
/// `decimal_bytes` bytes, since the conversion is quadratic.
[[nodiscard]] std::string twos_complement_digits(std::string_view bytes);
inline constexpr std::size_t decimal_bytes = 512;

} // namespace strata::pickle
