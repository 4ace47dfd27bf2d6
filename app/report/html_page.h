// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/page.h"

namespace strata::report {

/// Text of a file inside an element or a quoted attribute of HTML: safe_text() with the five
/// characters that mean something there as entities.
[[nodiscard]] QString html_text(const QString& text);

/// The page as one HTML file, UTF-8: its style inside it, no script, nothing that is fetched from
/// elsewhere; light or dark as the reader's system, light when printed. It is well-formed XML, too, so
/// that a test can see that no text became markup.
[[nodiscard]] QByteArray html_of(const Page& page);

} // namespace strata::report
