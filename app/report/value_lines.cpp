// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/value_lines.h"

#include "io/model/json_value.h"

#include <QByteArrayView>
#include <QCryptographicHash>

#include <algorithm>
#include <limits>

namespace strata::report {

namespace {

/// The most that one line holds of a value. Longer lists have a line for each item, of a longer text
/// the start is shown.
constexpr std::size_t line_bytes = 400;
constexpr std::size_t start_bytes = 120;

std::string sha256_of_text(const std::string& text)
{
    const QByteArrayView bytes(text.data(), static_cast<qsizetype>(text.size()));
    return QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

/// What Value left out of a text or a list is still there in the file.
std::string omitted_text(const Value& value, const char* unit)
{
    return value.omitted() == 0
               ? std::string()
               : " and " + std::to_string(value.omitted()) + " more " + std::string(unit);
}

std::string length_and_hash(const Value& text)
{
    return std::to_string(text.as_text().size()) + " bytes" + omitted_text(text, "bytes") +
           ", sha256 " + sha256_of_text(text.as_text());
}

bool is_sequence(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::List:
    case Value::Kind::Tuple:
    case Value::Kind::Set:
    case Value::Kind::FrozenSet:
        return true;
    default:
        return false;
    }
}

/// Whether a value can stand on one line without hiding what changed in it.
bool is_plain(const Value& value)
{
    if (value.kind() == Value::Kind::Dict)
        return value.entries().empty() && value.omitted() == 0;
    if (value.kind() == Value::Kind::TensorRef)
        return false;
    if (!is_sequence(value))
        return true;
    return value.omitted() == 0 &&
           std::all_of(value.items().begin(), value.items().end(), is_plain);
}

std::string key_of(const ValueEntry& entry)
{
    return entry.key.kind() == Value::Kind::Text ? entry.key.as_text() : entry.key.repr();
}

/// What a line says of a value that has no parts.
std::string leaf_text(const Value& value, const Document& document)
{
    if (value.kind() == Value::Kind::TensorRef)
        return "array " + document.tensor_path(value.as_tensor());
    std::string text = value.repr(line_bytes + 1);
    const bool is_text = value.kind() == Value::Kind::Text || value.kind() == Value::Kind::Bytes;
    if (text.size() <= line_bytes && value.omitted() == 0)
        return text;
    if (is_text)
        return value.repr(start_bytes) + " " + length_and_hash(value);
    return value.repr(std::numeric_limits<std::size_t>::max());
}

bool is_object_description(const Value& value)
{
    return member(value, "class_name") != nullptr && member(value, "config") != nullptr;
}

/// Whether JSON is the description of an object, or names some.
bool describes_objects(const Value& json)
{
    if (json.kind() != Value::Kind::Dict)
        return false;
    return is_object_description(json) ||
           std::any_of(json.entries().begin(), json.entries().end(),
                       [](const ValueEntry& entry) { return is_object_description(entry.value); });
}

} // namespace

// As deep as values are nested: limits::value_depth.
void add_value_lines(const std::string& key, const Value& value, const Document& document,
                     FactLines& lines)
{
    if (is_plain(value) &&
        (!is_sequence(value) || value.repr(line_bytes + 1).size() <= line_bytes)) {
        lines.emplace_back(key, leaf_text(value, document));
        return;
    }
    if (value.kind() == Value::Kind::Dict) {
        for (const ValueEntry& entry : value.entries())
            add_value_lines(key + '.' + key_of(entry), entry.value, document, lines);
    } else if (is_sequence(value)) {
        for (std::size_t i = 0; i < value.items().size(); ++i)
            add_value_lines(key + '.' + std::to_string(i), value.items()[i], document, lines);
    } else {
        lines.emplace_back(key, leaf_text(value, document));
        return;
    }
    if (value.omitted() != 0)
        lines.emplace_back(key, std::to_string(value.omitted()) + " more");
}

void add_text_or_json(const std::string& key, const Value& value, bool settings_are_told,
                      const Document& document, FactLines& lines)
{
    const bool may_be_json = value.kind() == Value::Kind::Text && value.omitted() == 0 &&
                             (value.as_text().starts_with('{') || value.as_text().starts_with('['));
    if (!may_be_json)
        return add_value_lines(key, value, document, lines);
    const JsonReading json = read_json_value(value.as_text());
    if (json.damage || json.structure_omitted)
        return add_value_lines(key, value, document, lines);
    if (settings_are_told && describes_objects(json.value))
        lines.emplace_back(key, "JSON, " + length_and_hash(value));
    else
        add_value_lines(key, json.value, document, lines);
}

} // namespace strata::report
