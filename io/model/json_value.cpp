// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/json_value.h"

#include "io/base/limits.h"
#include "io/model/json_reader.h"
#include "io/model/tree.h"

#include <algorithm>

namespace strata {

namespace {

/// Values of all lists and objects of one text together: about 50 bytes each.
constexpr std::size_t json_values = 4'000'000;
/// Duplicate keys that are listed.
constexpr std::size_t listed_duplicates = 100;

/// An object or array that is still open.
struct OpenContainer {
    bool is_object = false;
    std::vector<Value> items;
    std::vector<ValueEntry> entries;
    std::string key; ///< of the value that comes next
    std::uint64_t omitted = 0;
};

class ValueBuilder final : public JsonEvents {
public:
    Result<void> null() override { return add(Value()); }
    Result<void> boolean(bool value) override { return add(Value::boolean(value)); }
    Result<void> integer(std::int64_t value) override { return add(Value::integer(value)); }
    Result<void> big_integer(std::string digits) override
    {
        return add(Value::big_integer(std::move(digits)));
    }
    Result<void> real(double value) override { return add(Value::real(value)); }
    Result<void> text(std::string value) override { return add(short_text(std::move(value))); }
    Result<void> begin_object() override { return begin(true); }
    Result<void> key(std::string name) override
    {
        m_open.back().key = std::move(name);
        return {};
    }
    Result<void> end_object() override { return end(); }
    Result<void> begin_array() override { return begin(false); }
    Result<void> end_array() override { return end(); }

    /// What was read, open containers closed.
    JsonReading take() &&
    {
        while (!m_open.empty())
            close();
        return {std::move(m_root), std::nullopt, std::move(m_duplicates), m_structure_omitted};
    }

private:
    Result<void> begin(bool is_object)
    {
        m_open.emplace_back().is_object = is_object;
        return {};
    }

    Result<void> end()
    {
        close();
        if (m_count > json_values)
            return fail(ErrorCode::LimitExceeded, "json_values");
        return {};
    }

    Result<void> add(Value value)
    {
        place(std::move(value));
        if (m_count > json_values)
            return fail(ErrorCode::LimitExceeded, "json_values");
        return {};
    }

    void place(Value value)
    {
        ++m_count;
        if (m_open.empty()) {
            m_root = std::move(value);
            return;
        }
        OpenContainer& into = m_open.back();
        if (into.items.size() + into.entries.size() >= limits::value_items) {
            ++into.omitted;
            m_structure_omitted = m_structure_omitted || into.is_object ||
                                  value.kind() == Value::Kind::List ||
                                  value.kind() == Value::Kind::Dict;
        } else if (into.is_object)
            into.entries.push_back({short_text(std::move(into.key)), std::move(value)});
        else
            into.items.push_back(std::move(value));
    }

    void close()
    {
        OpenContainer closed = std::move(m_open.back());
        m_open.pop_back();
        if (closed.is_object)
            note_duplicates(closed.entries);
        Value value = closed.is_object
                          ? Value::dict(std::move(closed.entries))
                          : Value::sequence(Value::Kind::List, std::move(closed.items));
        value.set_omitted(closed.omitted);
        place(std::move(value));
    }

    void note_duplicates(const std::vector<ValueEntry>& entries)
    {
        std::vector<std::string_view> keys;
        keys.reserve(entries.size());
        for (const ValueEntry& entry : entries)
            keys.push_back(entry.key.as_text());
        std::sort(keys.begin(), keys.end());
        for (auto at = std::adjacent_find(keys.begin(), keys.end());
             at != keys.end() && m_duplicates.size() < listed_duplicates;
             at = std::adjacent_find(at, keys.end())) {
            m_duplicates.push_back(path_of(*at));
            at = std::upper_bound(at, keys.end(), *at);
        }
    }

    /// Where the container that was just closed holds `key`. Places in arrays are left out.
    std::string path_of(std::string_view key) const
    {
        std::string path;
        for (const OpenContainer& each : m_open) {
            if (each.is_object)
                path += escape_path_part(each.key) + "/";
        }
        return path + escape_path_part(key);
    }

    Value m_root;
    std::vector<OpenContainer> m_open;
    std::size_t m_count = 0;
    std::vector<std::string> m_duplicates;
    bool m_structure_omitted = false;
};

} // namespace

JsonReading read_json_value(std::string_view text)
{
    ValueBuilder builder;
    auto read = read_json(text, builder);
    JsonReading reading = std::move(builder).take();
    if (!read)
        reading.damage = std::move(read).error();
    return reading;
}

Value short_text(std::string text)
{
    const std::size_t whole = text.size();
    if (whole <= limits::value_text_bytes)
        return Value::text(std::move(text));
    std::size_t end = limits::value_text_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    text.resize(end);
    text.shrink_to_fit();
    Value value = Value::text(std::move(text));
    value.set_omitted(whole - end);
    return value;
}

const Value* member(const Value& dict, std::string_view key)
{
    if (dict.kind() != Value::Kind::Dict)
        return nullptr;
    const auto& entries = dict.entries();
    const auto found = std::find_if(entries.rbegin(), entries.rend(), [&](const ValueEntry& entry) {
        return entry.key.kind() == Value::Kind::Text && entry.key.as_text() == key;
    });
    return found == entries.rend() ? nullptr : &found->value;
}

} // namespace strata
