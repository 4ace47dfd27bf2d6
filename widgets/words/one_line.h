// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace strata::words {

/// Text of a file for one line: control characters as symbols, so that a name cannot break a row or
/// hide what follows, and at most `max_length` characters.
[[nodiscard]] QString one_line(std::string_view utf8, qsizetype max_length = 2000);
[[nodiscard]] QString one_line(const QString& text, qsizetype max_length = 2000);

} // namespace strata::words
