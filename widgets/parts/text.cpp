// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/text.h"

#include "widgets/parts/as_html.h"

namespace strata {

QString plain_tool_tip(const QString& text)
{
    if (text.isEmpty())
        return {};
    constexpr qsizetype longest = 1000;
    QString shown = text.left(longest);
    if (text.size() > longest)
        shown += QChar(0x2026);
    return QStringLiteral("<qt>%1</qt>").arg(as_html(shown));
}

QString breakable(const QString& text)
{
    constexpr int longest_word = 40;
    QString out;
    int word = 0;
    for (const QChar c : text) {
        word = c.isSpace() ? 0 : word + 1;
        if (word > longest_word && !c.isLowSurrogate()) {
            out += QChar(0x200B);
            word = 1;
        }
        out += c;
    }
    return out;
}

} // namespace strata
