// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace strata {

/// A file's text within HTML that is our own: every character of it as it is, its runs of spaces
/// too.
[[nodiscard]] inline QString as_html(const QString& text)
{
    return QStringLiteral("<span style=\"white-space:pre-wrap\">") + text.toHtmlEscaped() +
           QStringLiteral("</span>");
}

} // namespace strata
