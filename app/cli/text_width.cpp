// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text_width.h"

#include <QList>

#include <cwchar>

namespace strata::cli {

int text_width(const QString& text)
{
    int columns = 0;
    for (const uint code : text.toUcs4()) {
        const int width = code < 0x80 ? 1 : wcwidth(static_cast<wchar_t>(code));
        // In a locale that does not know the character it is most likely one column wide.
        columns += width < 0 ? 1 : width;
    }
    return columns;
}

QString elide_middle(const QString& text, int columns)
{
    if (text_width(text) <= columns)
        return text;
    QString left = text.left(columns / 2);
    QString right = text.right(columns - columns / 2 - 1);
    while (text_width(left) + 1 + text_width(right) > columns && !right.isEmpty())
        right.remove(0, 1);
    return left + QChar(0x2026) + right;
}

} // namespace strata::cli
