// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace strata {

/// Whether bytes are UTF-8 without surrogates and overlong forms (RFC 3629).
[[nodiscard]] bool is_valid_utf8(std::string_view bytes);

/// A member's name as UTF-8: flag bit 11 says that it is UTF-8, otherwise it is in code page 437
/// (APPNOTE 6.3.10, appendix D). Names that are ASCII or, without the flag, valid UTF-8 stay as
/// they are, since many writers forget the flag.
[[nodiscard]] std::string zip_name_text(std::string_view raw);

/// Whether extracting under this name could leave the folder: absolute, a drive, a "..", a
/// backslash or a NUL.
[[nodiscard]] bool is_unsafe_name(std::string_view name);

} // namespace strata
