// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/one_line.h"

#include "widgets/words/translation.h"

namespace strata::words {

namespace {

/// Whether a character would move, hide or reorder what stands around it.
bool disturbs(QChar c)
{
    const ushort code = c.unicode();
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029 ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

QChar symbol_of(QChar c)
{
    const ushort code = c.unicode();
    // Unicode has a picture of each control character from U+2400 on.
    return code < 0x20 ? QChar(0x2400 + code) : QChar(0xfffd);
}

} // namespace

QString one_line(const QString& text, qsizetype max_length)
{
    QString out = text.left(max_length);
    for (QChar& c : out) {
        if (disturbs(c))
            c = symbol_of(c);
    }
    if (text.size() > max_length)
        out += QChar(0x2026);
    return out;
}

QString one_line(std::string_view utf8, qsizetype max_length)
{
    // A UTF-8 character has at most four bytes; decoding more than can be shown would be waste.
    const std::size_t most = static_cast<std::size_t>(max_length) * 4 + 4;
    const QString out = one_line(text_of(utf8.substr(0, most)), max_length);
    return utf8.size() > most && !out.endsWith(QChar(0x2026)) ? out + QChar(0x2026) : out;
}

} // namespace strata::words
