// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/message.h"

#include "io/base/limits.h"
#include "io/model/utf8.h"

#include <limits>
#include <new>

#include <nlohmann/json.hpp>

namespace strata::hdf5 {

namespace {

struct OpenContainer {
    bool is_map = false;
    std::string key;
    std::vector<Value> items;
    std::vector<ValueEntry> entries;
};

class MessageBuilder final : public nlohmann::json_sax<nlohmann::json> {
public:
    bool null() override { return place(Value()); }
    bool boolean(bool value) override { return place(Value::boolean(value)); }
    bool number_integer(number_integer_t value) override { return place(Value::integer(value)); }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
            return place(Value::big_integer(std::to_string(value)));
        return place(Value::integer(static_cast<std::int64_t>(value)));
    }
    bool number_float(number_float_t value, const string_t&) override
    {
        return place(Value::real(value));
    }
    bool string(string_t& value) override { return place(Value::text(to_valid_utf8(value))); }
    bool binary(binary_t& value) override
    {
        return place(Value::bytes(std::string(value.begin(), value.end())));
    }
    bool start_object(std::size_t) override { return open(true); }
    bool key(string_t& value) override
    {
        m_open.back().key = std::move(value);
        return true;
    }
    bool end_object() override
    {
        OpenContainer closed = take_last();
        return place(Value::dict(std::move(closed.entries)));
    }
    bool start_array(std::size_t) override { return open(false); }
    bool end_array() override
    {
        OpenContainer closed = take_last();
        return place(Value::sequence(Value::Kind::List, std::move(closed.items)));
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override
    {
        return false;
    }

    [[nodiscard]] bool too_deep() const { return m_too_deep; }
    [[nodiscard]] Value take() { return std::move(m_root); }

private:
    bool open(bool is_map)
    {
        m_too_deep = m_open.size() >= limits::value_depth;
        if (m_too_deep)
            return false;
        m_open.push_back({is_map, {}, {}, {}});
        return true;
    }

    OpenContainer take_last()
    {
        OpenContainer last = std::move(m_open.back());
        m_open.pop_back();
        return last;
    }

    bool place(Value value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return true;
        }
        OpenContainer& into = m_open.back();
        if (into.is_map)
            into.entries.push_back({Value::text(std::move(into.key)), std::move(value)});
        else
            into.items.push_back(std::move(value));
        return true;
    }

    Value m_root;
    std::vector<OpenContainer> m_open;
    bool m_too_deep = false;
};

} // namespace

Result<Value> read_message(std::span<const std::byte> bytes)
{
    MessageBuilder builder;
    const auto* const first = reinterpret_cast<const std::uint8_t*>(bytes.data());
    try {
        if (nlohmann::json::sax_parse(first, first + bytes.size(), &builder,
                                      nlohmann::json::input_format_t::cbor))
            return builder.take();
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::LimitExceeded, "memory");
    } catch (const std::exception&) { // the library's own: the message is not CBOR
    }
    return builder.too_deep() ? fail(ErrorCode::LimitExceeded, "value_depth")
                              : fail(ErrorCode::Malformed, "worker message");
}

const Value* field(const Value& map, std::string_view key)
{
    if (map.kind() != Value::Kind::Dict)
        return nullptr;
    for (const ValueEntry& entry : map.entries()) {
        if (entry.key.as_text() == key)
            return &entry.value;
    }
    return nullptr;
}

std::optional<std::uint64_t> number_field(const Value& map, std::string_view key)
{
    const Value* const value = field(map, key);
    if (!value || value->kind() != Value::Kind::Int || value->as_integer() < 0)
        return std::nullopt;
    return static_cast<std::uint64_t>(value->as_integer());
}

std::string_view text_field(const Value& map, std::string_view key)
{
    const Value* const value = field(map, key);
    return value && value->kind() == Value::Kind::Text ? std::string_view(value->as_text())
                                                       : std::string_view();
}

bool flag_field(const Value& map, std::string_view key)
{
    const Value* const value = field(map, key);
    return value && value->kind() == Value::Kind::Bool && value->as_bool();
}

std::optional<std::vector<std::uint64_t>> numbers_field(const Value& map, std::string_view key)
{
    const Value* const value = field(map, key);
    if (!value || value->kind() != Value::Kind::List)
        return std::nullopt;
    std::vector<std::uint64_t> numbers;
    for (const Value& item : value->items()) {
        if (item.kind() != Value::Kind::Int || item.as_integer() < 0)
            return std::nullopt;
        numbers.push_back(static_cast<std::uint64_t>(item.as_integer()));
    }
    return numbers;
}

} // namespace strata::hdf5
