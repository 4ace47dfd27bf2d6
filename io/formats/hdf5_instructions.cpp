// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/hdf5_instructions.h"

#include "io/hdf5/message.h"
#include "io/hdf5/worker_process.h"
#include "io/model/tree.h"
#include "io/model/value_text.h"

#include <algorithm>

namespace strata {

namespace {

/// "text", "int", "float" or "bool" for what an attribute can hold one of; empty for the rest.
std::string_view item_kind(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Text:
        return "text";
    case Value::Kind::Int:
    case Value::Kind::BigInt:
        return "int";
    case Value::Kind::Float:
        return "float";
    case Value::Kind::Bool:
        return "bool";
    default:
        return {};
    }
}

std::vector<Value> item_texts(const Value& value)
{
    std::vector<Value> items;
    const auto add = [&](const Value& item) {
        items.push_back(
            Value::text(item.kind() == Value::Kind::Text ? item.as_text() : item.repr()));
    };
    if (value.kind() == Value::Kind::List)
        std::for_each(value.items().begin(), value.items().end(), add);
    else
        add(value);
    return items;
}

ValueEntry named(std::string key, Value value)
{
    return {Value::text(std::move(key)), std::move(value)};
}

ValueEntry named(std::string key, std::string_view text)
{
    return named(std::move(key), Value::text(std::string(text)));
}

ValueEntry new_value(const Value& value)
{
    return named(
        "value",
        Value::dict({named("kind", attribute_kind(value)),
                     named("scalar", Value::boolean(value.kind() != Value::Kind::List)),
                     named("items", Value::sequence(Value::Kind::List, item_texts(value)))}));
}

/// A path of the File reading as the library has it: '/' between names, no escapes.
std::string library_path(std::string_view path)
{
    std::string out;
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        out += unescape_path_part(path.substr(0, slash));
        out += slash < path.size() ? "/" : "";
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return out;
}

std::vector<ValueEntry> about(const AttributeKey& at, std::string_view action)
{
    return {named("object", library_path(at.object)), named("name", at.name),
            named("action", action)};
}

std::string reason_of(std::string_view what, std::string_view detail)
{
    if (what == "range")
        return "the attribute's type cannot hold " + std::string(detail);
    if (what == "exists")
        return "there is an entry of this name already";
    if (what == "no object" || what == "no attribute")
        return "the file has no " + std::string(detail);
    return "HDF5: " + std::string(detail);
}

} // namespace

std::string_view attribute_kind(const Value& value)
{
    if (value.kind() != Value::Kind::List)
        return item_kind(value);
    if (value.items().empty())
        return {};
    const std::string_view kind = item_kind(value.items().front());
    const bool alike = std::all_of(value.items().begin(), value.items().end(),
                                   [&](const Value& item) { return item_kind(item) == kind; });
    return alike ? kind : std::string_view();
}

void Hdf5Instructions::step(std::vector<ValueEntry> fields, const std::string& key)
{
    m_list.push_back(Value::dict(std::move(fields)));
    m_keys.push_back(key);
}

void Hdf5Instructions::set(const AttributeKey& at, const Value& value, const std::string& key)
{
    auto fields = about(at, "set");
    fields.push_back(new_value(value));
    step(std::move(fields), key);
}

void Hdf5Instructions::add(const AttributeKey& at, const Value& value, const std::string& key)
{
    auto fields = about(at, "add");
    fields.push_back(new_value(value));
    step(std::move(fields), key);
}

void Hdf5Instructions::remove(const AttributeKey& at, const std::string& key)
{
    step(about(at, "remove"), key);
}

void Hdf5Instructions::rename(const AttributeKey& at, const std::string& name,
                              const std::string& key)
{
    auto fields = about(at, "rename");
    fields.push_back(named("to", name));
    step(std::move(fields), key);
}

void Hdf5Instructions::write(const std::string& object, const Value& value, const std::string& key)
{
    auto fields = about({object, {}}, "write");
    fields.push_back(new_value(value));
    step(std::move(fields), key);
}

void Hdf5Instructions::move(const std::string& from, const std::string& to, const std::string& key)
{
    step({named("object", from), named("action", "move"), named("to", to)}, key);
}

void Hdf5Instructions::append(const Hdf5Instructions& further)
{
    m_list.insert(m_list.end(), further.m_list.begin(), further.m_list.end());
    m_keys.insert(m_keys.end(), further.m_keys.begin(), further.m_keys.end());
}

Result<void> Hdf5Instructions::run(AtomicFile& out, const JobContext& job) const
{
    const std::string edits = json_text(Value::sequence(Value::Kind::List, m_list));
    STRATA_ASSIGN(hdf5::WorkerProcess worker, hdf5::WorkerProcess::start(hdf5::EditRequest{
                                                  out.descriptor(), out.size(), edits}));
    for (;;) {
        STRATA_ASSIGN(const Value message, worker.next(job));
        const std::string_view kind = hdf5::text_field(message, "kind");
        if (kind == "end")
            return {};
        if (kind == "refused")
            return fail(ErrorCode::Malformed, std::string(hdf5::text_field(message, "what")));
        if (kind != "problem")
            continue;
        const std::size_t number =
            static_cast<std::size_t>(hdf5::number_field(message, "edit").value_or(m_keys.size()));
        return fail(
            ErrorCode::BadArgument,
            reason_of(hdf5::text_field(message, "what"), hdf5::text_field(message, "detail")), {},
            number < m_keys.size() ? m_keys[number] : "");
    }
}

} // namespace strata
