// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/setting_edits.h"

#include "io/model/value_text.h"
#include "widgets/words/edit_words.h"
#include "widgets/words/identity_words.h"
#include "widgets/words/value_form.h"

#include <limits>

namespace strata {

namespace {

QString text_of_place(const SettingPlace& place)
{
    QString text = QString::fromStdString(place.key);
    for (const JsonStep& step : place.inside) {
        const std::string* const key = std::get_if<std::string>(&step);
        text += QLatin1Char('\n') + (key != nullptr ? QString::fromStdString(*key)
                                                    : QString::number(std::get<std::size_t>(step)));
    }
    return text;
}

bool is_list(const Value& value)
{
    return value.kind() == Value::Kind::List || value.kind() == Value::Kind::Tuple;
}

/// Which entry of a Dict, or item of a list, a step leads to.
std::optional<std::size_t> position(const Value& value, const JsonStep& step)
{
    const std::string* const key = std::get_if<std::string>(&step);
    if (key == nullptr && is_list(value) && std::get<std::size_t>(step) < value.items().size())
        return std::get<std::size_t>(step);
    if (key == nullptr || value.kind() != Value::Kind::Dict)
        return std::nullopt;
    const auto& entries = value.entries();
    for (std::size_t i = entries.size(); i > 0; --i) { // the last of a key counts
        const Value& name = entries[i - 1].key;
        if (name.kind() == Value::Kind::Text && name.as_text() == *key)
            return i - 1;
    }
    return std::nullopt;
}

const Value& child(const Value& value, std::size_t at)
{
    return value.kind() == Value::Kind::Dict ? value.entries()[at].value : value.items()[at];
}

std::optional<Value> inner(std::optional<Value> value, const std::vector<JsonStep>& steps)
{
    for (const JsonStep& step : steps) {
        const auto at = value ? position(*value, step) : std::nullopt;
        value = at ? std::optional(Value(child(*value, *at))) : std::nullopt;
    }
    return value;
}

/// The value with another one inside it.
Value with_inner(const Value& value, std::span<const JsonStep> steps, const Value& leaf)
{
    const auto at = steps.empty() ? std::nullopt : position(value, steps.front());
    if (!at)
        return steps.empty() ? leaf : value;
    Value changed = with_inner(child(value, *at), steps.subspan(1), leaf);
    if (value.kind() == Value::Kind::Dict) {
        std::vector<ValueEntry> entries = value.entries();
        entries[*at].value = std::move(changed);
        return Value::dict(std::move(entries));
    }
    std::vector<Value> items = value.items();
    items[*at] = std::move(changed);
    return Value::sequence(value.kind(), std::move(items));
}

/// Some other value of the kind, to ask whether the setting can be changed at all.
Value other_value(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Bool:
        return Value::boolean(!value.as_bool());
    case Value::Kind::Int:
        return Value::integer(value.as_integer() == std::numeric_limits<std::int64_t>::max()
                                  ? 0
                                  : value.as_integer() + 1);
    case Value::Kind::Float:
        return Value::real(value.as_real() == 0.5 ? 0.25 : 0.5);
    case Value::Kind::Text:
        return Value::text("some-other-" + value.as_text());
    case Value::Kind::List:
    case Value::Kind::Dict:
        return value.kind() == Value::Kind::List
                   ? Value::sequence(Value::Kind::List, {Value::integer(1), Value::integer(2)})
                   : Value::dict({{Value::text("key"), Value::integer(1)}});
    default:
        return value;
    }
}

/// What stands for None in the file may become anything that is written as JSON, or as Python does.
Result<Value> read_literal(const std::string& text)
{
    if (text == "None")
        return Value();
    if (text == "True" || text == "False")
        return Value::boolean(text == "True");
    for (const char* const type : {"int", "float", "list", "dict"}) {
        if (auto value = parse_value(text, type))
            return value;
    }
    const bool quoted = text.size() >= 2 && text.front() == text.back() &&
                        (text.front() == '"' || text.front() == '\'');
    if (quoted)
        return Value::text(text.substr(1, text.size() - 2));
    return fail(ErrorCode::BadArgument,
                SettingEdits::tr("a number, True, False, None or a text in quotes is wanted")
                    .toStdString());
}

} // namespace

void SettingEdits::setPort(EditPort* port, bool forget)
{
    m_port = port;
    m_states.clear();
    if (forget)
        m_drafts.clear();
    if (m_port)
        m_port->setUnread(this, static_cast<int>(m_drafts.size()));
}

void SettingEdits::setDocument(std::shared_ptr<const Document> document)
{
    m_document = std::move(document);
    m_states.clear();
}

std::uint64_t SettingEdits::changes() const
{
    return m_port ? words::count_changes(m_port->edits()) : 0;
}

Value SettingEdits::value(const std::string& key, const Value& in_file) const
{
    const Edit* const edit = m_port ? m_port->edits().find(key) : nullptr;
    return edit != nullptr && edit->kind != Edit::Kind::Remove ? edit->value : in_file;
}

std::optional<Value> SettingEdits::inFile(const SettingPlace& place) const
{
    const auto entry =
        m_document && !place.key.empty() ? find_entry(*m_document, place.key) : std::nullopt;
    return entry ? inner(entry->value, place.inside) : std::nullopt;
}

std::optional<Value> SettingEdits::now(const SettingPlace& place) const
{
    const auto entry =
        m_document && !place.key.empty() ? find_entry(*m_document, place.key) : std::nullopt;
    return entry ? inner(value(place.key, entry->value), place.inside) : std::nullopt;
}

SettingState SettingEdits::state(const SettingPlace& place) const
{
    SettingState state;
    const auto before = inFile(place);
    const auto after = now(place);
    if (before && after != before)
        state.before = before;
    if (const auto draft = m_drafts.constFind(text_of_place(place)); draft != m_drafts.cend())
        state.draft = *draft;
    if (!m_port || !before || !after) {
        state.obstacle = m_port ? tr("It is no setting of its own.") : tr("Read-only.");
        return state;
    }
    if (m_port->obstacle()) {
        state.obstacle = words::refusal(*m_port->obstacle());
        return state;
    }
    const QString name = text_of_place(place);
    const auto known = m_states.constFind(name);
    if (known != m_states.cend()) {
        state.obstacle = *known;
        return state;
    }
    const auto whole = find_entry(*m_document, place.key);
    const Value other = after->is_none() ? Value::text("a") : other_value(*after);
    if (whole->value.omitted() != 0 || after->omitted() != 0)
        state.obstacle = tr("Too long to be edited here: only its start is kept.");
    else if (other == *after && !after->is_none())
        state.obstacle = tr("A value of this kind cannot be edited.");
    else if (m_port->canSet(place.key))
        state.obstacle = QString(); // whether a value is taken shows as it is typed
    else if (const auto can = m_port->check(
                 place.key, with_inner(value(place.key, whole->value), place.inside, other));
             !can)
        state.obstacle = words::refusal(can.error());
    m_states.insert(name, state.obstacle);
    return state;
}

QString SettingEdits::editText(const SettingPlace& place) const
{
    if (const auto draft = m_drafts.constFind(text_of_place(place)); draft != m_drafts.cend())
        return draft->text;
    const auto value = now(place);
    if (!value)
        return {};
    const bool json = value->kind() == Value::Kind::List || value->kind() == Value::Kind::Dict;
    return words::text_of(json ? json_text(*value) : editable_text(*value));
}

QStringList SettingEdits::choices(const SettingPlace& place) const
{
    const auto value = now(place);
    const bool two = value && value->kind() == Value::Kind::Bool && inFile(place) &&
                     inFile(place)->kind() == Value::Kind::Bool &&
                     !m_drafts.contains(text_of_place(place));
    return two ? QStringList{QStringLiteral("True"), QStringLiteral("False")} : QStringList();
}

Result<Value> SettingEdits::read(const SettingPlace& place, const QString& text) const
{
    const auto before = inFile(place);
    if (!before)
        return fail(ErrorCode::NoSuchItem, {}, {}, place.key);
    if (before->is_none())
        return read_literal(text.trimmed().toStdString());
    return words::ValueForm(before->type_name()).read(text);
}

QString SettingEdits::problem(const SettingPlace& place, const QString& text) const
{
    const auto whole = m_port && m_document ? find_entry(*m_document, place.key) : std::nullopt;
    if (!whole)
        return {};
    const auto read_value = read(place, text);
    if (!read_value)
        return words::refusal(read_value.error());
    const auto can = m_port->check(
        place.key, with_inner(value(place.key, whole->value), place.inside, *read_value));
    return can ? QString() : words::refusal(can.error());
}

void SettingEdits::take(const SettingPlace& place, const QString& text)
{
    const auto whole = m_port && m_document ? find_entry(*m_document, place.key) : std::nullopt;
    if (!whole)
        return;
    const auto read_value = read(place, text);
    Result<void> done =
        read_value
            ? m_port->set(place.key,
                          with_inner(value(place.key, whole->value), place.inside, *read_value), 0)
            : Result<void>(fail(read_value.error()));
    setDraft(place, done ? std::nullopt : std::optional(Draft{text, std::move(done).error()}));
}

void SettingEdits::revert(const SettingPlace& place)
{
    if (!m_port || place.key.empty())
        return;
    setDraft(place, std::nullopt);
    m_port->revert(place.key);
}

void SettingEdits::setDraft(const SettingPlace& place, std::optional<Draft> draft)
{
    const QString name = text_of_place(place);
    if (draft)
        m_drafts.insert(name, *std::move(draft));
    else if (m_drafts.remove(name) == 0)
        return;
    m_port->setUnread(this, static_cast<int>(m_drafts.size()));
    Q_EMIT changed();
}

} // namespace strata
