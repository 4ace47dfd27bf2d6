// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/json_values.h"

#include "io/source/tensor_reader.h"
#include "widgets/words/tensor_items.h"

#include <functional>
#include <set>

namespace strata::report {

namespace {

using Layout = JsonWriter::Layout;

/// Opens and closes the lists of a shape while items are written one by one, in C order.
class NestedLists {
public:
    NestedLists(JsonWriter& json, const Shape& shape) : m_json(json), m_shape(shape) {}

    /// Calls `write_item(index)` for each item of the shape.
    void write(const std::function<void(std::uint64_t)>& write_item) { write_axis(0, write_item); }

private:
    // At most limits::tensor_rank deep.
    void write_axis(std::size_t axis, const std::function<void(std::uint64_t)>& write_item)
    {
        if (axis == m_shape.size())
            return write_item(m_next++);
        const bool last = axis + 1 == m_shape.size();
        m_json.begin_array(last ? Layout::OneLine : Layout::Lines);
        for (std::uint64_t i = 0; i < m_shape[axis]; ++i)
            write_axis(axis + 1, write_item);
        m_json.end();
    }

    JsonWriter& m_json;
    const Shape& m_shape;
    std::uint64_t m_next = 0;
};

/// Shapes like (10**12, 0) hold nothing, yet have as many empty lists.
bool is_small(const Tensor& tensor)
{
    std::uint64_t lists = 1;
    for (const std::uint64_t length : tensor.shape) {
        if (length > values_at_most ||
            (lists *= std::max<std::uint64_t>(length, 1)) > values_at_most)
            return false;
    }
    return true;
}

void write_tensor_values(JsonWriter& json, const Tensor& tensor, const OpenDocument& opened)
{
    if (const auto* const listed = std::get_if<ListedStorage>(&tensor.storage)) {
        const auto count = tensor.count();
        if (!listed->items || count != listed->items->size())
            return;
        json.key("values");
        return write_listed(json, tensor.shape, *listed->items, opened);
    }
    std::vector<SliceAxis> all;
    for (const std::uint64_t length : tensor.shape)
        all.push_back({0, length, 1});
    constexpr std::uint64_t most_bytes = std::uint64_t{1} << 20;
    const auto items = read_slice(tensor, opened.sources, all, {}, most_bytes);
    if (!items)
        return;
    json.key("values");
    write_items(json, tensor.dtype, tensor.shape, *items);
}

void write_tensor(JsonWriter& json, TensorId id, const OpenDocument& opened)
{
    const Tensor& tensor = opened.document->tensor(id);
    json.begin_object(Layout::OneLine);
    json.key("tensor");
    json.text(opened.document->tensor_path(id));
    if (!tensor.shape.empty() && is_small(tensor))
        write_tensor_values(json, tensor, opened);
    json.end();
}

/// Readers of JSON hold a number as a double or refuse it, so one past a double's range is text.
void write_big_integer(JsonWriter& json, const std::string& digits)
{
    constexpr std::size_t most_digits = 308;
    digits.size() <= most_digits ? json.digits(digits) : json.text(digits);
}

void write_sequence(JsonWriter& json, const Value& value, const OpenDocument& opened)
{
    json.begin_array(Layout::OneLine);
    for (const Value& item : value.items())
        write_value(json, item, opened);
    if (value.omitted() != 0)
        json.text("… " + std::to_string(value.omitted()) + " more");
    json.end();
}

std::string key_text(const Value& key)
{
    return key.kind() == Value::Kind::Text ? key.as_text() : key.repr();
}

bool keys_differ(const std::vector<ValueEntry>& entries)
{
    std::set<std::string> seen;
    for (const ValueEntry& entry : entries) {
        if (!seen.insert(key_text(entry.key)).second)
            return false;
    }
    return true;
}

void write_dict(JsonWriter& json, const Value& value, const OpenDocument& opened)
{
    const bool as_object = keys_differ(value.entries());
    as_object ? json.begin_object(Layout::OneLine) : json.begin_array(Layout::OneLine);
    for (const ValueEntry& entry : value.entries()) {
        if (as_object) {
            json.key(key_text(entry.key));
            write_value(json, entry.value, opened);
            continue;
        }
        json.begin_array(Layout::OneLine);
        write_value(json, entry.key, opened);
        write_value(json, entry.value, opened);
        json.end();
    }
    json.end();
}

} // namespace

void write_value(JsonWriter& json, const Value& value, const OpenDocument& opened)
{
    switch (value.kind()) {
    case Value::Kind::None:
        return json.null();
    case Value::Kind::Bool:
        return json.boolean(value.as_bool());
    case Value::Kind::Int:
        return json.integer(value.as_integer());
    case Value::Kind::BigInt:
        return write_big_integer(json, value.as_text());
    case Value::Kind::Float:
        return json.real(value.as_real());
    case Value::Kind::Text:
    case Value::Kind::Name:
    case Value::Kind::Opaque:
        return json.text(value.as_text());
    case Value::Kind::Complex:
    case Value::Kind::Bytes:
        return json.text(value.repr());
    case Value::Kind::List:
    case Value::Kind::Tuple:
    case Value::Kind::Set:
    case Value::Kind::FrozenSet:
        return write_sequence(json, value, opened);
    case Value::Kind::Dict:
        return write_dict(json, value, opened);
    case Value::Kind::TensorRef:
        return write_tensor(json, value.as_tensor(), opened);
    }
    json.null();
}

void write_named_values(JsonWriter& json, const NamedValues& values, const OpenDocument& opened)
{
    std::set<std::string_view> seen;
    json.begin_object();
    for (const auto& [name, value] : values) {
        if (!seen.insert(name).second)
            continue;
        json.key(name);
        write_value(json, value, opened);
    }
    json.end();
}

void write_items(JsonWriter& json, const DType& dtype, const Shape& shape,
                 std::span<const std::byte> items, const std::vector<bool>& missing)
{
    const std::uint64_t size = dtype.item_size;
    static const OpenDocument nothing;
    NestedLists(json, shape).write([&](std::uint64_t index) {
        if (!missing.empty() && missing[index])
            return json.null();
        const auto item = items.subspan(index * size, size);
        write_value(json, words::item_value(dtype, item), nothing);
    });
}

void write_listed(JsonWriter& json, const Shape& shape, std::span<const Value> items,
                  const OpenDocument& opened)
{
    NestedLists(json, shape).write([&](std::uint64_t index) {
        write_value(json, items[index], opened);
    });
}

void write_shape(JsonWriter& json, const Shape& shape)
{
    json.begin_array(Layout::OneLine);
    for (const std::uint64_t length : shape)
        json.count(length);
    json.end();
}

} // namespace strata::report
