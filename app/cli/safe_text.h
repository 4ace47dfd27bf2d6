// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace strata::cli {

/// Text of a file as a terminal may show it: control characters and those that turn the direction
/// of writing become escapes such as "\x1b" and "\u202e", so that no file can move the cursor,
/// change colours or hide what follows.
[[nodiscard]] QString safe_text(const QString& text);

/// Columns that the text takes on a terminal.
[[nodiscard]] int text_width(const QString& text);

/// The text in at most so many columns, its middle replaced by "…".
[[nodiscard]] QString elide_middle(const QString& text, int columns);

} // namespace strata::cli
