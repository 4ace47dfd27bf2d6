// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace strata {

/// One character of UTF-8 (RFC 3629): its code and its bytes, 0 bytes where it is none.
struct Utf8Character {
    std::uint32_t code = 0;
    std::size_t length = 0;
};

/// The character at the start of a text that is not empty.
[[nodiscard]] Utf8Character utf8_character(std::string_view text);

/// Bytes as valid UTF-8: everything that is none (surrogates too) becomes U+FFFD.
[[nodiscard]] std::string to_valid_utf8(std::string_view bytes);
[[nodiscard]] bool is_ascii(std::string_view bytes);

} // namespace strata
