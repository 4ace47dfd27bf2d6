// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/text.h"

namespace strata {

QString plain_tool_tip(const QString& text)
{
    if (text.isEmpty())
        return {};
    constexpr qsizetype longest = 1000;
    QString shown = text.left(longest);
    if (text.size() > longest)
        shown += QChar(0x2026);
    return QStringLiteral("<qt>%1</qt>")
        .arg(shown.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
}

} // namespace strata
