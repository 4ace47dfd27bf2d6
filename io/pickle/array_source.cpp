// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/array_source.h"

#include "io/base/checked.h"
#include "io/pickle/joblib.h"
#include "io/pickle/numpy_state.h"

#include <algorithm>

namespace strata::pickle {

namespace {

/// Escaped bytes are decoded in memory up to here.
constexpr std::uint64_t most_decoded_bytes = std::uint64_t{256} << 20;

tl::unexpected<Error> refused(const Graph& graph, ObjectId id, const char* reason)
{
    return fail(ErrorCode::BadArgument, reason, graph.offset(id));
}

bool is_latin1(std::optional<std::string_view> name)
{
    return name == "latin1" || name == "latin-1";
}

/// Whether the arguments are a text and the name of latin1: `_codecs.encode(text, 'latin1')` is how
/// bytes are written below protocol 3, `bytearray(text, 'latin-1')` a bytearray.
bool encodes(const Graph& graph, ObjectId call)
{
    return graph.item_count(graph.arguments(call)) == 2 &&
           graph.is(graph.argument(call, 0), Kind::Text) &&
           is_latin1(graph.text(graph.argument(call, 1))) && graph.operation_count(call, 1) == 0;
}

bool is_call_of_nothing(const Graph& graph, ObjectId id, std::string_view name)
{
    return graph.is_call(id, name) && graph.item_count(graph.arguments(id)) == 0 &&
           graph.operation_count(id, 1) == 0;
}

HeldBytes in_memory(std::string bytes)
{
    return {0, 0, false, std::move(bytes)};
}

/// The bytes of an object itself, or those that a text has in latin1.
Result<std::optional<HeldBytes>> stored_bytes(const Graph& graph, ObjectId object)
{
    if (const auto extent = graph.extent(object))
        return HeldBytes{extent->offset, extent->length, graph.is(object, Kind::Text),
                         std::nullopt};
    auto bytes = graph.read_bytes(object, most_decoded_bytes);
    if (!bytes && bytes.error().code == ErrorCode::BadArgument)
        return std::optional<HeldBytes>(); // characters above U+00FF
    if (!bytes)
        return fail(std::move(bytes).error());
    return in_memory({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

bool is_foreign_order(const DType& dtype)
{
    if (dtype.type != ScalarType::Struct || !dtype.fields)
        return dtype.big_endian;
    return std::any_of(dtype.fields->begin(), dtype.fields->end(),
                       [](const DTypeField& field) { return is_foreign_order(field.type); });
}

bool is_plain_dtype(const Graph& graph, ObjectId dtype)
{
    return graph.is_call(dtype, "numpy.dtype");
}

bool is_reconstruct(const Graph& graph, ObjectId id)
{
    return graph.is_call(id, "numpy.core.multiarray._reconstruct") ||
           graph.is_call(id, "numpy._core.multiarray._reconstruct");
}

bool is_from_buffer(const Graph& graph, ObjectId id)
{
    return graph.is_call(id, "numpy.core.numeric._frombuffer") ||
           graph.is_call(id, "numpy._core.numeric._frombuffer");
}

/// The dtype object of an array that numpy pickled: second of the arguments or of the state.
ObjectId dtype_of(const Graph& graph, ObjectId id)
{
    if (is_from_buffer(graph, id))
        return graph.argument(id, 1);
    const ObjectId state = graph.state(id);
    return graph.item(state, graph.item_count(state) == 5 ? 2 : 1);
}

/// An array of objects, which numpy pickles as a list of them, or the dtype of one.
bool holds_objects(const Graph& graph, ObjectId id)
{
    if (graph.is_call(id, "numpy.dtype"))
        return graph.text(graph.argument(id, 0)).value_or("").starts_with('O');
    if (!is_reconstruct(graph, id))
        return false;
    const ObjectId state = graph.state(id);
    const auto count = graph.item_count(state);
    return count > 0 && graph.is(graph.item(state, count - 1), Kind::List);
}

/// Built by one call, and _reconstruct's by one state.
bool is_array_call(const Graph& graph, ObjectId id)
{
    if (is_reconstruct(graph, id)) {
        const ObjectId state = graph.state(id);
        return graph.operation_count(id, 2) == 1 && graph.is(state, Kind::Tuple) &&
               graph.item_count(state) >= 4 && graph.item_count(state) <= 5;
    }
    return is_from_buffer(graph, id) && graph.operation_count(id, 1) == 0 &&
           graph.item_count(graph.arguments(id)) == 4;
}

/// Of numpy.ndarray itself, and writable.
bool is_usual(const Graph& graph, ObjectId id)
{
    return is_reconstruct(graph, id)
               ? graph.qualified_name(graph.argument(id, 0)) == "numpy.ndarray"
               : graph.is(graph.argument(id, 0), Kind::ByteArray);
}

} // namespace

Result<std::optional<HeldBytes>> held_bytes(const Graph& graph, ObjectId id)
{
    if (is_call_of_nothing(graph, id, "builtins.bytes"))
        return in_memory({});
    if (graph.is_call(id, "_codecs.encode") && encodes(graph, id))
        return stored_bytes(graph, graph.argument(id, 0));
    if (graph.is(id, Kind::Bytes) || graph.is(id, Kind::NativeString))
        return stored_bytes(graph, id);
    return std::optional<HeldBytes>();
}

Result<std::optional<HeldBytes>> held_byte_array(const Graph& graph, ObjectId id)
{
    if (graph.is(id, Kind::ByteArray))
        return stored_bytes(graph, id);
    if (is_call_of_nothing(graph, id, "builtins.bytearray"))
        return in_memory({});
    if (!graph.is_call(id, "builtins.bytearray") || graph.operation_count(id, 1) != 0)
        return std::optional<HeldBytes>();
    if (encodes(graph, id))
        return stored_bytes(graph, graph.argument(id, 0));
    if (graph.item_count(graph.arguments(id)) != 1 ||
        graph.is(graph.argument(id, 0), Kind::NativeString))
        return std::optional<HeldBytes>();
    return held_bytes(graph, graph.argument(id, 0));
}

Result<ArraySource> inline_array_source(const Graph& graph, ObjectId array)
{
    const InlineArrayRecord& record = *graph.inline_array(array);
    const auto layout = inline_layout(graph, record.wrapper);
    const auto parts = read_array_parts(graph, array);
    ArraySource out;
    out.subclass = graph.attribute(record.wrapper, "subclass");
    out.dtype = graph.attribute(record.wrapper, "dtype");
    if (!layout || !parts || layout->objects || !record.complete ||
        !graph.is(out.subclass, Kind::Global) || !is_plain_dtype(graph, out.dtype))
        return refused(graph, array, "an array is described in a way that cannot be written anew");
    out.shape = parts->shape;
    out.fortran_order = parts->fortran_order;
    out.values = {record.offset, record.length, false, std::nullopt};
    if (layout->padded)
        out.alignment = layout->alignment;
    out.wrapper_class = graph.class_global(record.wrapper);
    return out;
}

Result<std::optional<ArraySource>> pickled_array_source(const Graph& graph, ObjectId id)
{
    const std::optional<ArraySource> none;
    if (!is_array_call(graph, id))
        return none;
    const auto parts = read_array_parts(graph, id);
    ArraySource out;
    out.dtype = dtype_of(graph, id);
    if (!parts || parts->dtype.has_objects || !is_plain_dtype(graph, out.dtype))
        return none;
    if (is_reconstruct(graph, id))
        out.subclass = graph.argument(id, 0);
    const auto count = checked_product(parts->shape);
    const auto wanted =
        count ? checked_multiply(*count, parts->dtype.dtype.item_size) : std::nullopt;
    STRATA_ASSIGN(auto values, graph.is(parts->data, Kind::ByteArray)
                                   ? held_byte_array(graph, parts->data)
                                   : held_bytes(graph, parts->data));
    if (!wanted || !values)
        return none;
    const std::uint64_t length = values->memory ? values->memory->size() : values->length;
    if (values->utf8 ? length < *wanted : length != *wanted)
        return none;
    out.shape = parts->shape;
    out.fortran_order = parts->fortran_order;
    out.values = *std::move(values);
    constexpr std::uint64_t joblib_alignment = 16;
    out.alignment = joblib_alignment;
    return out;
}

Result<std::optional<ArraySource>> plain_array_source(const Graph& graph, ObjectId id)
{
    STRATA_ASSIGN(auto array, pickled_array_source(graph, id));
    if (!array || !is_usual(graph, id))
        return std::optional<ArraySource>();
    const auto dtype = read_dtype_state(graph, array->dtype);
    if (!dtype || dtype->dtype.item_size == 0 || is_foreign_order(dtype->dtype))
        return std::optional<ArraySource>();
    return array;
}

bool names_part_of_array(const Graph& graph, ObjectId global)
{
    constexpr std::string_view names[] = {
        "numpy.dtype",
        "_codecs.encode",
        "builtins.bytes",
        "builtins.bytearray",
        "numpy.core.multiarray._reconstruct",
        "numpy._core.multiarray._reconstruct",
        "numpy.core.numeric._frombuffer",
        "numpy._core.numeric._frombuffer",
    };
    const std::string& name = graph.qualified_name(global);
    return is_inline_wrapper_name(name) ||
           std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool is_part_of_array(const Graph& graph, ObjectId call)
{
    if (!graph.is(call, Kind::Constructed) || graph.construction(call) == Construction::NewObjEx)
        return false;
    return names_part_of_array(graph, graph.callable(call)) ||
           is_inline_wrapper_name(graph.class_name(call));
}

bool may_be_made_anew(const Graph& graph, ObjectId call)
{
    return is_part_of_array(graph, call) && !holds_objects(graph, call);
}

} // namespace strata::pickle
