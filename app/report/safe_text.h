// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace strata::report {

/// Text of a file as a terminal or a page may show it: control characters and those that turn the
/// direction of writing or cannot be seen become escapes such as "\x1b" and "\u202e", so that no
/// file can move the cursor, change colours or hide what follows.
[[nodiscard]] QString safe_text(const QString& text);

} // namespace strata::report
