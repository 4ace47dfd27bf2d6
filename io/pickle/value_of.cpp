// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/value_of.h"

#include "io/base/limits.h"
#include "io/pickle/date_text.h"
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

/// Whether a Constructed only stands for a container that the text opcodes have no opcode for.
Value::Kind container_kind(const Graph& graph, ObjectId id)
{
    switch (graph.kind(id)) {
    case Kind::List:
        return Value::Kind::List;
    case Kind::Tuple:
        return Value::Kind::Tuple;
    case Kind::Set:
        return Value::Kind::Set;
    case Kind::FrozenSet:
        return Value::Kind::FrozenSet;
    case Kind::Dict:
        return Value::Kind::Dict;
    default:
        break;
    }
    const std::string& name = graph.qualified_name(graph.callable(id));
    if (name == "builtins.set")
        return Value::Kind::Set;
    if (name == "builtins.frozenset")
        return Value::Kind::FrozenSet;
    if (name == "builtins.list" || name == "collections.deque")
        return Value::Kind::List;
    if (name == "collections.OrderedDict" || name == "collections.defaultdict" ||
        name == "builtins.dict")
        return Value::Kind::Dict;
    return Value::Kind::None;
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

/// "+02:00" of a datetime.timezone, " Europe/Berlin" of a named zone, " dateutil.tz.tz.tzutc" of
/// what has no name; nothing where there is no zone.
std::string zone_text(const Graph& graph, ObjectId zone)
{
    if (!graph.contains(zone) || graph.is(zone, Kind::None))
        return {};
    const std::string& name = graph.class_name(zone);
    const ObjectId given = graph.argument(zone, 0);
    if (name != "datetime.timezone") {
        const auto text = graph.text(given);
        return ' ' + (text ? std::string(*text) : name.empty() ? "unknown zone" : name);
    }
    const std::int64_t days = graph.integer(graph.argument(given, 0)).value_or(0);
    const std::int64_t seconds = graph.integer(graph.argument(given, 1)).value_or(0);
    if (days < -1 || days > 0 || seconds < 0 || seconds >= 86'400)
        return " unknown zone"; // Python refuses more than a day
    const auto offset = static_cast<int>(days * 86'400 + seconds);
    const int minutes = std::abs(offset) / 60;
    return (offset < 0 ? '-' : '+') + time_text(minutes / 60, minutes % 60, 0, 0).substr(0, 5);
}

/// datetime objects hold their parts in a few bytes.
std::optional<Value> date_value(const Graph& graph, ObjectId id)
{
    const std::string& name = graph.class_name(id);
    if (!name.starts_with("datetime."))
        return std::nullopt;
    if (name == "datetime.timedelta") {
        std::array<std::int64_t, 3> parts{};
        for (std::size_t i = 0; i < parts.size(); ++i)
            parts[i] = graph.integer(graph.argument(id, i)).value_or(0);
        return Value::text(std::to_string(parts[0]) + " days, " + std::to_string(parts[1]) +
                           " seconds, " + std::to_string(parts[2]) + " microseconds");
    }
    const ObjectId given = graph.argument(id, 0);
    const auto bytes = graph.read_bytes(bytes_behind_call(graph, given).value_or(given), 16);
    if (!bytes)
        return std::nullopt;
    const auto at = [&](std::size_t i) {
        return static_cast<int>((*bytes)[i]);
    };
    const auto date = [&] {
        return date_text(at(0) * 256 + at(1), at(2) & 0x7f, at(3));
    };
    const auto time = [&](std::size_t i) {
        return time_text(at(i) & 0x7f, at(i + 1), at(i + 2),
                         at(i + 3) << 16 | at(i + 4) << 8 | at(i + 5));
    };
    if (name == "datetime.date" && bytes->size() == 4)
        return Value::text(date());
    if (name == "datetime.time" && bytes->size() == 6)
        return Value::text(time(0) + zone_text(graph, graph.argument(id, 1)));
    if (name == "datetime.datetime" && bytes->size() == 10)
        return Value::text(date() + ' ' + time(4) + zone_text(graph, graph.argument(id, 1)));
    return std::nullopt;
}

std::optional<Value> known_object(const Graph& graph, ObjectId id)
{
    if (auto scalar = read_numpy_scalar(graph, id))
        return scalar;
    if (auto date = date_value(graph, id))
        return date;
    const std::string& name = graph.class_name(id);
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
        const Value::Kind container = container_kind(m_graph, id);
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
    const Value::Kind container = container_kind(graph, id);
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
