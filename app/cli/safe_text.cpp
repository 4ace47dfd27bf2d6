// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/safe_text.h"

#include <QList>

#include <algorithm>
#include <cwchar>

namespace strata::cli {

namespace {

bool is_unsafe(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

QString escape(QChar c)
{
    switch (c.unicode()) {
    case '\n':
        return QStringLiteral("\\n");
    case '\r':
        return QStringLiteral("\\r");
    case '\t':
        return QStringLiteral("\\t");
    default:
        break;
    }
    const ushort unit = c.unicode();
    return unit < 0x100 ? QStringLiteral("\\x%1").arg(unit, 2, 16, QLatin1Char('0'))
                        : QStringLiteral("\\u%1").arg(unit, 4, 16, QLatin1Char('0'));
}

bool is_pair(const QString& text, qsizetype at)
{
    return text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
}

} // namespace

QString safe_text(const QString& text)
{
    if (std::none_of(text.begin(), text.end(), is_unsafe))
        return text;
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (is_pair(text, i)) {
            out.append(text.mid(i, 2));
            ++i;
        } else if (is_unsafe(text[i])) {
            out.append(escape(text[i]));
        } else {
            out.append(text[i]);
        }
    }
    return out;
}

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
