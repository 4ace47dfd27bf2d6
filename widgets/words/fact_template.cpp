// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/fact_template.h"

#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

#include <QStringList>

namespace strata::words {

namespace {

/// "6,922 arrays" for the parts "count", "array", "arrays"; a fact that is no number stays as it
/// is.
QString counted(const QStringList& parts, const QString& fact)
{
    bool is_number = false;
    const std::uint64_t number = fact.toULongLong(&is_number);
    if (!is_number)
        return fact;
    if (parts.size() < 3)
        return count(number);
    return count(number) + QLatin1Char(' ') + (number == 1 ? parts[1] : parts[2]);
}

/// A fact of the file's making may be of any length; a sentence may not.
QString cut(const QString& fact)
{
    constexpr qsizetype longest = 160;
    return fact.size() <= longest ? fact : fact.left(longest - 1) + QChar(0x2026);
}

/// The text for what stands between braces; `absent` is set when the finding lacks the fact.
QString fill_one(QString placeholder, const Finding& finding, bool& absent)
{
    const bool is_count = placeholder.startsWith(QLatin1Char('#'));
    if (is_count)
        placeholder.remove(0, 1);
    const QStringList parts = placeholder.split(QLatin1Char('|'));
    const QString fact = text_of(finding.fact(parts.first().toStdString()));
    absent = absent || fact.isEmpty();
    return is_count ? counted(parts, fact) : cut(fact);
}

/// A part without brackets.
QString fill_part(const QString& part, const Finding& finding, bool& absent)
{
    QString out;
    qsizetype at = 0;
    while (at < part.size()) {
        const qsizetype open = part.indexOf(QLatin1Char('{'), at);
        const qsizetype close = open < 0 ? -1 : part.indexOf(QLatin1Char('}'), open);
        if (close < 0)
            break;
        out += part.mid(at, open - at);
        out += fill_one(part.mid(open + 1, close - open - 1), finding, absent);
        at = close + 1;
    }
    return out + part.mid(at);
}

} // namespace

QString fill_facts(const QString& sentence, const Finding& finding)
{
    QString out;
    qsizetype at = 0;
    while (at < sentence.size()) {
        const qsizetype open = sentence.indexOf(QLatin1Char('['), at);
        const qsizetype close = open < 0 ? -1 : sentence.indexOf(QLatin1Char(']'), open);
        bool absent = false;
        if (close < 0)
            return out + fill_part(sentence.mid(at), finding, absent);
        out += fill_part(sentence.mid(at, open - at), finding, absent);
        bool optional_absent = false;
        const QString part =
            fill_part(sentence.mid(open + 1, close - open - 1), finding, optional_absent);
        if (!optional_absent)
            out += part;
        at = close + 1;
    }
    return out;
}

} // namespace strata::words
