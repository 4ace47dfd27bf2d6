// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace strata::cli {

/// Columns that the text takes on a terminal.
[[nodiscard]] int text_width(const QString& text);

/// The text in at most so many columns, its middle replaced by "…".
[[nodiscard]] QString elide_middle(const QString& text, int columns);

} // namespace strata::cli
