// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/words/one_line.h"

#include <QString>

namespace strata {

using words::one_line;

/// A tool tip that shows `text` as it is: Qt would take some texts of a file for HTML.
[[nodiscard]] QString plain_tool_tip(const QString& text);

} // namespace strata
