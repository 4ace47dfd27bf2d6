// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/words/one_line.h"

#include <QString>

namespace strata {

using words::one_line;

/// A tool tip that shows `text` as it is: Qt would take some texts of a file for HTML.
[[nodiscard]] QString plain_tool_tip(const QString& text);

/// For labels that wrap: what a file says may be one word that is wider than any window. Such words
/// can be broken after every 40 characters (by zero width spaces).
[[nodiscard]] QString breakable(const QString& text);

} // namespace strata
