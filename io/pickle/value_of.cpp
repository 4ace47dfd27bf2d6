// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/value_of.h"

#include "io/base/limits.h"
#include "io/pickle/containers.h"
#include "io/pickle/date_value.h"
#include "io/pickle/numpy.h"
#include "io/pickle/numpy_state.h"
#include "io/pickle/text_forms.h"

#include <algorithm>
#include <array>

namespace strata::pickle {

namespace {

std::string last_part(std::string_view qualified_name)
{
    const auto dot = qualified_name.rfind('.');
    return std::string(dot == std::string_view::npos ? qualified_name
                                                     : qualified_name.substr(dot + 1));
}

std::string shortened(std::string text, std::size_t most = 160)
{
    if (text.size() <= most)
        return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end) + "…";
}

std::string counted(std::uint64_t count, const char* one, const char* many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string array_words(const Graph& graph, ObjectId id)
{
    const auto parts = read_array_parts(graph, id);
    if (!parts)
        return "array";
    std::string text = "array (";
    for (std::size_t i = 0; i < parts->shape.size(); ++i)
        text += (i ? ", " : "") + std::to_string(parts->shape[i]);
    text += parts->shape.size() == 1 ? ",) " : ") ";
    return text + parts->dtype.dtype.name();
}

/// Bytes that protocols 0 to 2 write as a call, and bytearray.
std::optional<ObjectId> bytes_behind_call(const Graph& graph, ObjectId id)
{
    if (!graph.is_call(id, "_codecs.encode") && !graph.is_call(id, "builtins.bytearray") &&
        !graph.is_call(id, "builtins.bytes"))
        return std::nullopt;
    ObjectId inner = graph.argument(id, 0);
    if (graph.is_call(inner, "_codecs.encode"))
        inner = graph.argument(inner, 0);
    return inner;
}

Value bytes_value(const Graph& graph, ObjectId id)
{
    const std::uint64_t length = graph.byte_length(id);
    auto bytes = graph.read_bytes(id, std::uint64_t{1} << 20);
    if (!bytes) {
        Value cut = Value::bytes("");
        cut.set_omitted(length);
        return cut;
    }
    const std::size_t kept = std::min(bytes->size(), limits::value_text_bytes);
    Value value = Value::bytes(std::string(reinterpret_cast<const char*>(bytes->data()), kept));
    value.set_omitted(bytes->size() - kept);
    return value;
}

Value text_value(const Graph& graph, ObjectId id)
{
    auto text = graph.read_text(id, limits::value_text_bytes);
    if (!text)
        return Value::opaque("str");
    Value value = Value::text(*std::move(text));
    if (graph.byte_length(id) > limits::value_text_bytes)
        value.set_omitted(graph.byte_length(id) - limits::value_text_bytes);
    return value;
}

std::optional<Value> known_object(const Graph& graph, ObjectId id)
{
    if (auto scalar = read_numpy_scalar(graph, id))
        return scalar;
    const std::string& name = graph.class_name(id);
    if (name.starts_with("datetime.")) {
        const ObjectId given = graph.argument(id, 0);
        if (auto date = date_value(graph, id, bytes_behind_call(graph, given).value_or(given)))
            return date;
    }
    if (name == "builtins.complex")
        return Value::complex(graph.real(graph.argument(id, 0)).value_or(0),
                              graph.real(graph.argument(id, 1)).value_or(0));
    if (name == "decimal.Decimal" || name == "fractions.Fraction") {
        if (const auto text = graph.text(graph.argument(id, 0)))
            return Value::text(std::string(*text));
    }
    if (const auto bytes = bytes_behind_call(graph, id)) {
        if (!graph.contains(*bytes))
            return Value::bytes("");
        if (graph.is(*bytes, Kind::Text) || graph.is(*bytes, Kind::Bytes) ||
            graph.is(*bytes, Kind::NativeString))
            return bytes_value(graph, *bytes);
    }
    return std::nullopt;
}

class ValueMaker {
public:
    ValueMaker(const Graph& graph, const ValueOptions& options)
        : m_graph(graph),
          m_options(options),
          m_depth(std::min(options.depth, limits::value_depth)),
          m_items_left(options.items)
    {
    }

    Value make(ObjectId id)
    {
        if (m_options.tensor_of) {
            if (const auto tensor = m_options.tensor_of(id))
                return Value::tensor(*tensor);
        }
        const Value::Kind container = python_container(m_graph, id);
        if (container != Value::Kind::None)
            return contained(id, container);
        return plain(id);
    }

private:
    Value contained(ObjectId id, Value::Kind kind)
    {
        if (std::find(m_path.begin(), m_path.end(), id) != m_path.end() ||
            m_path.size() >= static_cast<std::size_t>(std::max(m_depth, 0)))
            return Value::opaque("…");
        m_path.push_back(id);
        Value value = kind == Value::Kind::Dict ? dict(id) : sequence(id, kind);
        m_path.pop_back();
        return value;
    }

    Value sequence(ObjectId id, Value::Kind kind)
    {
        const std::uint64_t count = m_graph.item_count(id);
        const std::size_t room = std::min(m_items_left, limits::value_items);
        std::vector<Value> items;
        for (const ObjectId item : m_graph.items(id, room)) {
            if (m_items_left == 0)
                break;
            --m_items_left;
            items.push_back(make(item));
        }
        const std::uint64_t omitted = count - std::min<std::uint64_t>(count, items.size());
        Value value = Value::sequence(kind, std::move(items));
        value.set_omitted(omitted);
        return value;
    }

    Value dict(ObjectId id)
    {
        const std::uint64_t count = m_graph.entry_count(id);
        const std::size_t room = std::min(m_items_left, limits::value_items);
        std::vector<ValueEntry> entries;
        for (const Entry& entry : m_graph.entries(id, room)) {
            if (m_items_left == 0)
                break;
            --m_items_left;
            Value key = make(entry.key);
            entries.push_back({std::move(key), make(entry.value)});
        }
        const std::uint64_t omitted = count - std::min<std::uint64_t>(count, entries.size());
        Value value = Value::dict(std::move(entries));
        value.set_omitted(omitted);
        return value;
    }

    Value plain(ObjectId id) const
    {
        switch (m_graph.kind(id)) {
        case Kind::None:
            return {};
        case Kind::Bool:
            return Value::boolean(*m_graph.boolean(id));
        case Kind::Int:
            return Value::integer(*m_graph.integer(id));
        case Kind::Float:
            return Value::real(*m_graph.real(id));
        case Kind::BigInt:
            return Value::big_integer(m_graph.read_big_integer(id).value_or("?"));
        case Kind::Text:
        case Kind::NativeString:
            return text_value(m_graph, id);
        case Kind::Bytes:
        case Kind::ByteArray:
            return bytes_value(m_graph, id);
        case Kind::Global:
            return Value::name(m_graph.qualified_name(id));
        case Kind::Constructed:
            if (auto known = known_object(m_graph, id))
                return *std::move(known);
            break;
        default:
            break;
        }
        return Value::opaque(describe(m_graph, id));
    }

    const Graph& m_graph;
    const ValueOptions& m_options;
    int m_depth;
    std::size_t m_items_left;
    std::vector<ObjectId> m_path; ///< the containers that are being made
};

std::string constructed_words(const Graph& graph, ObjectId id)
{
    if (is_array(graph, id))
        return array_words(graph, id);
    if (const auto value = known_object(graph, id))
        return shortened(value->repr(160));
    const Value::Kind container = python_container(graph, id);
    if (container == Value::Kind::Dict)
        return counted(graph.entry_count(id), "entry", "entries");
    if (container != Value::Kind::None)
        return counted(graph.item_count(id), "item", "items");
    if (graph.is_call(id, "numpy.dtype")) {
        if (const auto dtype = read_dtype(graph, id))
            return "dtype " + dtype->name();
    }
    const std::string& name = graph.class_name(id);
    return name.empty() ? "object" : shortened(last_part(name));
}

} // namespace

Value value_of(const Graph& graph, ObjectId id, const ValueOptions& options)
{
    return ValueMaker(graph, options).make(id);
}

std::string type_name(const Graph& graph, ObjectId id)
{
    switch (graph.kind(id)) {
    case Kind::None:
        return "NoneType";
    case Kind::Bool:
        return "bool";
    case Kind::Int:
    case Kind::BigInt:
        return "int";
    case Kind::Float:
        return "float";
    case Kind::Text:
    case Kind::NativeString:
        return "str";
    case Kind::Bytes:
        return "bytes";
    case Kind::ByteArray:
        return "bytearray";
    case Kind::List:
        return "list";
    case Kind::Tuple:
        return "tuple";
    case Kind::Dict:
        return "dict";
    case Kind::Set:
        return "set";
    case Kind::FrozenSet:
        return "frozenset";
    case Kind::Global:
        return "name";
    case Kind::Missing:
        return "missing";
    case Kind::PersistentId:
        return "persistent id";
    case Kind::Extension:
        return "extension code";
    case Kind::ExternalBuffer:
        return "external buffer";
    case Kind::InlineArray:
    case Kind::Constructed:
        break;
    }
    if (bytes_behind_call(graph, id))
        return graph.is_call(id, "builtins.bytearray") ? "bytearray" : "bytes";
    if (is_array(graph, id)) {
        const auto parts = read_array_parts(graph, id);
        return parts && !parts->class_name.empty() ? parts->class_name : "numpy.ndarray";
    }
    if (const auto dtype = numpy_scalar_dtype(graph, id))
        return "numpy." + dtype->name();
    const std::string& name = graph.class_name(id);
    if (name.starts_with("builtins."))
        return name.substr(9);
    return name.empty() ? "object" : name;
}

std::string describe(const Graph& graph, ObjectId id)
{
    switch (graph.kind(id)) {
    case Kind::List:
    case Kind::Tuple:
    case Kind::Set:
    case Kind::FrozenSet:
        return counted(graph.item_count(id), "item", "items");
    case Kind::Dict:
        return counted(graph.entry_count(id), "entry", "entries");
    case Kind::Global:
        return shortened(graph.qualified_name(id));
    case Kind::Missing:
        return "missing";
    case Kind::PersistentId:
        return "persistent id";
    case Kind::Extension:
        return "extension code " + std::to_string(graph.extension_code(id));
    case Kind::ExternalBuffer:
        return "external buffer";
    case Kind::InlineArray:
        return array_words(graph, id);
    case Kind::Constructed:
        return constructed_words(graph, id);
    case Kind::Text:
    case Kind::NativeString:
    case Kind::Bytes:
    case Kind::ByteArray: {
        if (graph.byte_length(id) > 4096)
            return counted(graph.byte_length(id), "byte", "bytes");
        return shortened(value_of(graph, id).repr(160));
    }
    default:
        return shortened(value_of(graph, id).repr(160));
    }
}

} // namespace strata::pickle
