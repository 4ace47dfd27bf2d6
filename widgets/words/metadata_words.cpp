// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/metadata_words.h"

#include "widgets/words/identity_words.h"
#include "widgets/words/translation.h"

#include <QJsonDocument>

#include <algorithm>

namespace strata::words {

namespace {

/// Longer texts are taken for what they begin as.
constexpr std::size_t most_parsed = 1'000'000;
/// Deeper brackets are not moved further to the right.
constexpr int deepest = 40;

bool is_space(QChar c)
{
    return c == u' ' || c == u'\n' || c == u'\r' || c == u'\t';
}

/// The place behind a string that begins at `at`.
qsizetype behind_string(const QString& json, qsizetype at)
{
    for (++at; at < json.size() && json[at] != u'"'; ++at) {
        if (json[at] == u'\\')
            ++at;
    }
    return std::min(at + 1, json.size());
}

QString line_break(int depth)
{
    return QLatin1Char('\n') + QString(2 * std::min(depth, deepest), QLatin1Char(' '));
}

} // namespace

QString metadata_key(const MetadataEntry& entry)
{
    const std::string& key = entry.key;
    if (key.starts_with("/@"))
        return text_of(key.substr(2));
    if (key.starts_with('/') && key.starts_with(entry.where + "@"))
        return text_of(entry.where.substr(1) + "/" + key.substr(entry.where.size() + 1));
    return text_of(key);
}

QString type_word(const QString& type)
{
    return type == QLatin1String("str") ? translate("text") : type;
}

bool is_json(const Value& value)
{
    if (value.kind() != Value::Kind::Text)
        return false;
    const std::string_view text = value.as_text();
    if (!text.starts_with('{') && !text.starts_with('['))
        return false;
    return text.size() > most_parsed ||
           !QJsonDocument::fromJson(
                QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())))
                .isNull();
}

QString metadata_type(const MetadataEntry& entry)
{
    if (entry.value.kind() != Value::Kind::Text)
        return text_of(entry.type);
    if (!is_json(entry.value))
        return translate("text");
    return entry.value.as_text().starts_with('{') ? translate("JSON, object")
                                                  : translate("JSON, list");
}

QString indented_json(const QString& json)
{
    QString out;
    int depth = 0;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const QChar c = json[at];
        if (c == u'"') {
            const qsizetype end = behind_string(json, at);
            out += QStringView(json).mid(at, end - at);
            at = end - 1;
        } else if (c == u'{' || c == u'[') {
            qsizetype next = at + 1;
            while (next < json.size() && is_space(json[next]))
                ++next;
            out += c;
            if (next < json.size() && (json[next] == u'}' || json[next] == u']')) {
                out += json[next]; // nothing inside: one line
                at = next;
            } else {
                out += line_break(++depth);
            }
        } else if (c == u'}' || c == u']') {
            out += line_break(depth = std::max(0, depth - 1)) + c;
        } else if (c == u',') {
            out += c + line_break(depth);
        } else if (c == u':') {
            out += QStringLiteral(": ");
        } else if (!is_space(c)) {
            out += c;
        }
    }
    return out;
}

} // namespace strata::words
