// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/pickle/numpy.h"
#include "io/pickle/numpy_state.h"

#include <algorithm>
#include <array>

namespace strata::pickle {

namespace {

/// Fields of a structure within a structure, and of all of them together: real ones have a dozen.
constexpr int deepest_structure = 16;
constexpr std::size_t most_fields = 4096;
/// What is done to a dtype object after it was made: one BUILD.
constexpr std::size_t most_operations = 4;

tl::unexpected<Error> malformed_dtype(const Graph& graph, ObjectId id, const char* detail)
{
    std::optional<std::uint64_t> offset;
    if (graph.contains(id))
        offset = graph.offset(id);
    return fail(ErrorCode::Malformed, detail, offset);
}

struct NamedType {
    std::string_view name;
    ScalarType type;
};

/// Scalar types that stand for a dtype of their own.
constexpr std::array scalar_types{
    NamedType{"numpy.float64", ScalarType::Float64},
    NamedType{"numpy.float32", ScalarType::Float32},
    NamedType{"numpy.float16", ScalarType::Float16},
    NamedType{"numpy.longdouble", ScalarType::LongDouble},
    NamedType{"numpy.float128", ScalarType::LongDouble},
    NamedType{"numpy.int8", ScalarType::Int8},
    NamedType{"numpy.int16", ScalarType::Int16},
    NamedType{"numpy.int32", ScalarType::Int32},
    NamedType{"numpy.int64", ScalarType::Int64},
    NamedType{"numpy.longlong", ScalarType::Int64},
    NamedType{"numpy.intc", ScalarType::Int32},
    NamedType{"numpy.uint8", ScalarType::UInt8},
    NamedType{"numpy.uint16", ScalarType::UInt16},
    NamedType{"numpy.uint32", ScalarType::UInt32},
    NamedType{"numpy.uint64", ScalarType::UInt64},
    NamedType{"numpy.ulonglong", ScalarType::UInt64},
    NamedType{"numpy.uintc", ScalarType::UInt32},
    NamedType{"numpy.bool_", ScalarType::Bool},
    NamedType{"numpy.bool", ScalarType::Bool},
    NamedType{"numpy.complex64", ScalarType::Complex64},
    NamedType{"numpy.complex128", ScalarType::Complex128},
    NamedType{"numpy.object_", ScalarType::Object},
    NamedType{"builtins.object", ScalarType::Object},
    NamedType{"builtins.float", ScalarType::Float64},
    NamedType{"builtins.int", ScalarType::Int64},
    NamedType{"builtins.bool", ScalarType::Bool},
    NamedType{"builtins.complex", ScalarType::Complex128},
    NamedType{"ml_dtypes.bfloat16", ScalarType::BFloat16},
    NamedType{"ml_dtypes._ml_dtypes_ext.bfloat16", ScalarType::BFloat16},
    NamedType{"tensorflow.bfloat16", ScalarType::BFloat16},
    NamedType{"ml_dtypes.float8_e4m3fn", ScalarType::Float8E4M3FN},
    NamedType{"ml_dtypes._ml_dtypes_ext.float8_e4m3fn", ScalarType::Float8E4M3FN},
    NamedType{"ml_dtypes.float8_e5m2", ScalarType::Float8E5M2},
    NamedType{"ml_dtypes._ml_dtypes_ext.float8_e5m2", ScalarType::Float8E5M2},
};

std::optional<DType> dtype_of_name(std::string_view name)
{
    if (name == "numpy.complex256" || name == "numpy.clongdouble")
        return dtype_from_typestr("<c32");
    const auto* row = std::find_if(scalar_types.begin(), scalar_types.end(),
                                   [&](const NamedType& entry) { return entry.name == name; });
    if (row == scalar_types.end())
        return std::nullopt;
    return DType::of(row->type);
}

/// numpy 2's texts of any length, which are pickled one by one.
DType string_dtype()
{
    DType dtype = DType::of(ScalarType::Object);
    dtype.label = "StringDType";
    return dtype;
}

/// The parts of a dtype's state, which had a different number of items in every version of numpy.
struct StateParts {
    std::string order;
    ObjectId subarray = ObjectId::none;
    ObjectId names = ObjectId::none;
    ObjectId fields = ObjectId::none;
    std::int64_t item_size = -1;
    std::int64_t flags = 0;
    ObjectId metadata = ObjectId::none;
};

Result<StateParts> state_parts(const Graph& graph, ObjectId state)
{
    const std::size_t size = graph.item_count(state);
    if (!graph.is(state, Kind::Tuple) || size < 5 || size > 9)
        return malformed_dtype(graph, state, "dtype state");
    // 5 items: version 0 (no version, no names); 6: no names; from 7 on: names.
    std::size_t next = size == 5 ? 0 : 1;
    StateParts parts;
    parts.order = std::string(graph.text(graph.item(state, next++)).value_or(""));
    parts.subarray = graph.item(state, next++);
    if (size >= 7)
        parts.names = graph.item(state, next++);
    parts.fields = graph.item(state, next++);
    parts.item_size = graph.integer(graph.item(state, next++)).value_or(-1);
    ++next; // alignment
    if (size >= 8)
        parts.flags = graph.integer(graph.item(state, next++)).value_or(0);
    if (size >= 9)
        parts.metadata = graph.item(state, next);
    return parts;
}

class DTypeReader {
public:
    explicit DTypeReader(const Graph& graph) : m_graph(graph) {}

    Result<DTypeState> read(ObjectId id, int depth)
    {
        if (const std::string& name = m_graph.qualified_name(id); !name.empty()) {
            if (auto dtype = dtype_of_name(name))
                return DTypeState{*dtype, dtype->type == ScalarType::Object};
            return malformed_dtype(m_graph, id, "dtype name");
        }
        if (depth > deepest_structure || !m_graph.is(id, Kind::Constructed) ||
            m_graph.operation_count(id, most_operations) >= most_operations)
            return malformed_dtype(m_graph, id, "dtype");
        if (is_string_dtype(id))
            return DTypeState{string_dtype(), true};
        if (!m_graph.is_call(id, "numpy.dtype") && !is_dtype_class(id))
            return malformed_dtype(m_graph, id, "dtype");
        const ObjectId state = m_graph.state(id);
        if (!m_graph.contains(state)) {
            STRATA_ASSIGN(const DType dtype, base_type(id, "<", -1));
            return DTypeState{dtype, dtype.type == ScalarType::Object};
        }
        STRATA_ASSIGN(const StateParts parts, state_parts(m_graph, state));
        return with_state(id, parts, depth);
    }

    /// A field's type may be a sub-array: the item type and its shape.
    Result<DTypeState> read_item(ObjectId id, Shape& shape, int depth)
    {
        ObjectId item = id;
        if (m_graph.is(id, Kind::Constructed) &&
            m_graph.operation_count(id, most_operations) < most_operations &&
            m_graph.contains(m_graph.state(id))) {
            STRATA_ASSIGN(const StateParts parts, state_parts(m_graph, m_graph.state(id)));
            if (m_graph.is(parts.subarray, Kind::Tuple)) {
                item = m_graph.item(parts.subarray, 0);
                STRATA_ASSIGN(shape, read_shape(m_graph, m_graph.item(parts.subarray, 1)));
            }
        }
        return read(item, depth + 1);
    }

private:
    bool is_string_dtype(ObjectId id) const
    {
        return m_graph.is_call(id, "numpy._core._internal._convert_to_stringdtype_kwargs");
    }

    /// numpy 1.20 to 1.24 may name the dtype's class, such as numpy.dtype[float64].
    bool is_dtype_class(ObjectId id) const
    {
        return m_graph.class_name(id).starts_with("numpy.dtypes.") ||
               m_graph.class_name(id).starts_with("numpy.dtype[");
    }

    Result<DType> base_type(ObjectId id, std::string_view order, std::int64_t item_size)
    {
        const ObjectId code = m_graph.argument(id, 0);
        if (const std::string& name = m_graph.qualified_name(code); !name.empty()) {
            // numpy.record and other classes of structured items.
            if (auto dtype = dtype_of_name(name))
                return *dtype;
            const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(item_size, 0));
            return DType::sized(ScalarType::Void, size);
        }
        const auto text = m_graph.text(code);
        if (!text || text->empty() || text->size() > 16)
            return malformed_dtype(m_graph, id, "dtype code");
        std::string typestr(*text);
        if (typestr.find_first_of("<>|=") != 0)
            typestr.insert(0, order.empty() || order == "=" ? "<" : std::string(order));
        const bool sized = typestr.size() > 1 &&
                           std::string_view("SUVa").find(typestr[1]) != std::string_view::npos;
        if (sized && item_size >= 0) {
            // The state says the size; the code may be as short as "S".
            const std::int64_t unit = typestr[1] == 'U' ? 4 : 1;
            typestr = typestr.substr(0, 2) + std::to_string(item_size / unit);
        }
        if (typestr.size() > 1 && (typestr[1] == 'M' || typestr[1] == 'm') &&
            typestr.find('[') == std::string::npos)
            return DType::of(typestr[1] == 'M' ? ScalarType::Datetime : ScalarType::Timedelta,
                             typestr[0] == '>');
        auto dtype = dtype_from_typestr(typestr);
        if (!dtype)
            return malformed_dtype(m_graph, id, "dtype code");
        return *std::move(dtype);
    }

    Result<DTypeState> with_state(ObjectId id, const StateParts& parts, int depth)
    {
        if (m_graph.is(parts.fields, Kind::Dict))
            return structure(id, parts, depth);
        STRATA_ASSIGN(DType dtype, base_type(id, parts.order, parts.item_size));
        if (m_graph.is(parts.subarray, Kind::Tuple)) {
            // A sub-array outside a structure: numpy never stores one as an array's type.
            return malformed_dtype(m_graph, id, "dtype subarray");
        }
        if (dtype.type == ScalarType::Datetime || dtype.type == ScalarType::Timedelta)
            dtype.unit = datetime_unit(parts.metadata).value_or(dtype.unit);
        // numpy trusts the flags: bit 0 says that items are references.
        const bool objects = dtype.type == ScalarType::Object || (parts.flags & 1) != 0;
        return DTypeState{std::move(dtype), objects};
    }

    /// (metadata, (unit, multiple, numerator, event)) of a date type.
    std::optional<std::string> datetime_unit(ObjectId metadata) const
    {
        ObjectId parts = m_graph.item(metadata, 1);
        if (!m_graph.is(parts, Kind::Tuple))
            return std::nullopt;
        const ObjectId unit_id = m_graph.item(parts, 0);
        std::string unit;
        if (const auto text = m_graph.text(unit_id)) {
            unit = *text;
        } else if (const auto bytes = m_graph.read_bytes(unit_id, 16)) {
            unit.assign(reinterpret_cast<const char*>(bytes->data()), bytes->size());
        } else {
            // Protocols 0 to 2: _codecs.encode('ns', 'latin1').
            unit = m_graph.text(m_graph.argument(unit_id, 0)).value_or("");
        }
        if (unit.empty() || unit.size() > 8)
            return std::nullopt;
        const auto multiple = m_graph.integer(m_graph.item(parts, 1)).value_or(1);
        return multiple == 1 ? unit : std::to_string(multiple) + unit;
    }

    Result<DTypeState> structure(ObjectId id, const StateParts& parts, int depth)
    {
        const std::uint64_t count = m_graph.entry_count(parts.fields);
        m_fields += count;
        if (m_fields > most_fields ||
            m_graph.operation_count(parts.fields, most_fields) >= most_fields)
            return fail(ErrorCode::LimitExceeded, "dtype fields");
        ObjectId names = parts.names;
        if (!m_graph.is(names, Kind::Tuple) && !m_graph.is(names, Kind::List))
            names = names_in_fields(parts.fields);
        if (parts.item_size < 0)
            return malformed_dtype(m_graph, id, "dtype size");
        const auto item_size = static_cast<std::uint64_t>(parts.item_size);
        std::vector<DTypeField> fields;
        bool objects = (parts.flags & 1) != 0;
        for (const ObjectId name : m_graph.items(names, most_fields)) {
            STRATA_ASSIGN(auto field, read_field(parts.fields, name, depth, item_size, objects));
            fields.push_back(std::move(field));
        }
        return DTypeState{DType::structure(std::move(fields), item_size), objects};
    }

    /// Versions 0 and 1 keep the names under the key -1.
    ObjectId names_in_fields(ObjectId fields) const
    {
        for (const Entry& entry : m_graph.entries(fields, most_fields)) {
            if (m_graph.integer(entry.key) == -1)
                return entry.value;
        }
        return ObjectId::none;
    }

    /// fields[name] is (dtype, offset) or (dtype, offset, title).
    Result<DTypeField> read_field(ObjectId fields, ObjectId name, int depth,
                                  std::uint64_t item_size, bool& objects)
    {
        const auto text = m_graph.text(name);
        if (!text)
            return malformed_dtype(m_graph, name, "field name");
        const ObjectId description = m_graph.entry(fields, *text);
        const auto offset = m_graph.integer(m_graph.item(description, 1));
        if (!m_graph.is(description, Kind::Tuple) || !offset || *offset < 0)
            return malformed_dtype(m_graph, fields, "field");
        DTypeField field;
        field.name = std::string(*text);
        field.offset = static_cast<std::uint64_t>(*offset);
        STRATA_ASSIGN(auto item, read_item(m_graph.item(description, 0), field.shape, depth));
        objects |= item.has_objects;
        field.type = std::move(item.dtype);
        const auto count = checked_product(field.shape);
        const auto bytes = count ? checked_multiply(*count, field.type.item_size) : std::nullopt;
        if (!bytes || !range_fits(field.offset, *bytes, item_size))
            return malformed_dtype(m_graph, fields, "field size");
        return field;
    }

    const Graph& m_graph;
    std::uint64_t m_fields = 0;
};

} // namespace

Result<DTypeState> read_dtype_state(const Graph& graph, ObjectId id)
{
    return DTypeReader(graph).read(id, 0);
}

Result<DType> read_dtype(const Graph& graph, ObjectId id)
{
    STRATA_ASSIGN(auto state, read_dtype_state(graph, id));
    return std::move(state.dtype);
}

Result<Shape> read_shape(const Graph& graph, ObjectId id)
{
    Shape shape;
    if (const auto size = graph.integer(id); size && *size >= 0)
        return Shape{static_cast<std::uint64_t>(*size)};
    if ((!graph.is(id, Kind::Tuple) && !graph.is(id, Kind::List)) ||
        graph.item_count(id) > limits::tensor_rank)
        return malformed_dtype(graph, id, "shape");
    for (const ObjectId item : graph.items(id, limits::tensor_rank)) {
        const auto size = graph.integer(item);
        if (!size || *size < 0)
            return malformed_dtype(graph, id, "shape");
        shape.push_back(static_cast<std::uint64_t>(*size));
    }
    return shape;
}

} // namespace strata::pickle
