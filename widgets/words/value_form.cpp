// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/value_form.h"

#include "io/model/json_value.h"
#include "io/model/value_text.h"
#include "widgets/words/json_slip.h"
#include "widgets/words/metadata_words.h"
#include "widgets/words/translation.h"

namespace strata::words {

namespace {

/// JSON on one line. Nothing else changes: not the order of the keys, not how a number is written.
QString one_line_json(const QString& json, bool spaced)
{
    QString out;
    bool in_text = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const QChar c = json[at];
        if (in_text) {
            out += c;
            if (c == u'\\' && at + 1 < json.size())
                out += json[++at];
            in_text = c != u'"';
            continue;
        }
        if (c == u' ' || c == u'\n' || c == u'\r' || c == u'\t')
            continue;
        in_text = c == u'"';
        out += c;
        if (spaced && (c == u',' || c == u':'))
            out += u' ';
    }
    return out;
}

} // namespace

Error json_error(Error error, std::string_view json)
{
    if (const auto slip = find_json_slip(json)) {
        error.detail = slip->words.toStdString();
        error.offset = slip->begin;
    }
    return error;
}

ValueForm::ValueForm(const Value& value) : m_type(value.type_name())
{
    if (!is_json(value))
        return;
    const QString text = text_of(value.as_text());
    if (text == one_line_json(text, true))
        m_layout = Layout::Spaced;
    else if (text == one_line_json(text, false))
        m_layout = Layout::Tight;
    else
        m_layout = Layout::AsTyped;
}

bool ValueForm::isJson() const
{
    return m_layout != Layout::None || m_type == "list" || m_type == "tuple" || m_type == "dict";
}

QString ValueForm::text(const Value& value) const
{
    const QString text = text_of(editable_text(value));
    return isJson() && m_layout != Layout::AsTyped ? indented_json(text) : text;
}

Result<Value> ValueForm::read(const QString& text) const
{
    const std::string utf8 = text.toStdString();
    if (m_layout == Layout::None) {
        auto value = parse_value(utf8, m_type);
        if (!value && isJson())
            return fail(json_error(std::move(value).error(), utf8));
        return value;
    }
    const JsonReading reading = read_json_value(utf8);
    if (reading.damage)
        return fail(json_error(
            {ErrorCode::BadArgument, reading.damage->offset, {}, "JSON: " + reading.damage->detail},
            utf8));
    if (reading.value.kind() != Value::Kind::Dict && reading.value.kind() != Value::Kind::List)
        return fail(ErrorCode::BadArgument, "a JSON object or array is wanted");
    if (m_layout == Layout::AsTyped)
        return Value::text(utf8);
    return Value::text(one_line_json(text, m_layout == Layout::Spaced).toStdString());
}

} // namespace strata::words
