// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/safe_text.h"

#include <QList>

#include <algorithm>

namespace strata::report {

namespace {

bool is_unsafe(uint code)
{
    switch (QChar::category(code)) {
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

QString escape(uint code)
{
    switch (code) {
    case '\n':
        return QStringLiteral("\\n");
    case '\r':
        return QStringLiteral("\\r");
    case '\t':
        return QStringLiteral("\\t");
    default:
        break;
    }
    if (code < 0x100)
        return QStringLiteral("\\x%1").arg(code, 2, 16, QLatin1Char('0'));
    return code < 0x10000 ? QStringLiteral("\\u%1").arg(code, 4, 16, QLatin1Char('0'))
                          : QStringLiteral("\\U%1").arg(code, 8, 16, QLatin1Char('0'));
}

/// The character at a place: two units where they are a pair, else one, a lone surrogate as it is.
uint code_at(const QString& text, qsizetype at)
{
    const bool pair =
        text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
    return pair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode();
}

} // namespace

QString safe_text(const QString& text)
{
    QString out;
    qsizetype kept = 0; // up to where the text is in `out`
    for (qsizetype at = 0; at < text.size();) {
        const uint code = code_at(text, at);
        const qsizetype units = code < 0x10000 ? 1 : 2;
        if (is_unsafe(code)) {
            out += QStringView(text).mid(kept, at - kept);
            out += escape(code);
            kept = at + units;
        }
        at += units;
    }
    if (kept == 0)
        return text;
    out += QStringView(text).mid(kept);
    return out;
}

} // namespace strata::report
