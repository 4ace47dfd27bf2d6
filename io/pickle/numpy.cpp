// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/numpy.h"

#include "io/base/checked.h"
#include "io/base/limits.h"
#include "io/model/presence.h"
#include "io/pickle/joblib.h"
#include "io/pickle/numpy_state.h"
#include "io/source/strided_source.h"

#include <algorithm>

namespace strata::pickle {

namespace {

/// Text-encoded arrays of protocols 0 to 2 are decoded into memory up to this size each.
constexpr std::uint64_t most_inline_bytes = std::uint64_t{256} << 20;

tl::unexpected<Error> malformed(const Graph& graph, ObjectId id, const char* detail)
{
    std::optional<std::uint64_t> offset;
    if (graph.contains(id))
        offset = graph.offset(id);
    return fail(ErrorCode::Malformed, detail, offset);
}

bool is_reconstruct(std::string_view name)
{
    return name == "numpy.core.multiarray._reconstruct" ||
           name == "numpy._core.multiarray._reconstruct" || name == "numpy.ma.core._mareconstruct";
}

/// dill's _create_array(_reconstruct, its arguments, its state, attributes).
bool is_dill_array(const Graph& graph, ObjectId id)
{
    return graph.is_call(id, "dill._dill._create_array") &&
           is_reconstruct(graph.qualified_name(graph.argument(id, 0)));
}

bool is_from_buffer(std::string_view name)
{
    return name == "numpy.core.numeric._frombuffer" || name == "numpy._core.numeric._frombuffer";
}

/// What _reconstruct's BUILD gives: (version, shape, dtype, is_fortran, data), in version 0 without
/// the first; subclasses may wrap it once.
Result<ArrayParts> reconstructed(const Graph& graph, ObjectId id)
{
    const bool by_dill = is_dill_array(graph, id);
    ObjectId state = by_dill ? graph.argument(id, 2) : graph.state(id);
    if (graph.is(graph.item(state, 0), Kind::Tuple) &&
        graph.item_count(graph.item(state, 0)) >= 5 &&
        graph.is(graph.item(graph.item(state, 0), 1), Kind::Tuple))
        state = graph.item(state, 0);
    const std::size_t size = graph.item_count(state);
    if (!graph.is(state, Kind::Tuple) || size < 4)
        return malformed(graph, id, "array state");
    std::size_t next = size == 4 ? 0 : 1;
    ArrayParts parts;
    STRATA_ASSIGN(parts.shape, read_shape(graph, graph.item(state, next++)));
    STRATA_ASSIGN(parts.dtype, read_dtype_state(graph, graph.item(state, next++)));
    parts.fortran_order = graph.integer(graph.item(state, next++)).value_or(0) != 0;
    parts.data = graph.item(state, next++);
    if (graph.is_call(id, "numpy.ma.core._mareconstruct"))
        parts.mask = graph.item(state, next);
    const ObjectId arguments = by_dill ? graph.argument(id, 1) : graph.arguments(id);
    parts.class_name = graph.qualified_name(graph.item(arguments, 0));
    return parts;
}

/// numpy 2 writes an array whose axes are neither in C nor in Fortran order as its buffer and the
/// order of the axes in it: the array is reshape(shape).transpose(axes).
Result<void> permute(const Graph& graph, ObjectId axes, ArrayParts& parts)
{
    const std::size_t rank = parts.shape.size();
    const Shape stored = parts.shape;
    std::vector<bool> seen(rank);
    if (graph.item_count(axes) != rank)
        return malformed(graph, axes, "array axes");
    for (std::size_t i = 0; i < rank; ++i) {
        const auto axis = graph.integer(graph.item(axes, i));
        if (!axis || *axis < 0 || static_cast<std::uint64_t>(*axis) >= rank || seen[*axis])
            return malformed(graph, axes, "array axes");
        seen[*axis] = true;
        parts.axes.push_back(static_cast<std::size_t>(*axis));
        parts.shape[i] = stored[parts.axes.back()];
    }
    return {};
}

/// _frombuffer(buffer, dtype, shape, order); with order 'K' the axes of the buffer follow.
Result<ArrayParts> from_buffer(const Graph& graph, ObjectId id)
{
    ArrayParts parts;
    parts.data = graph.argument(id, 0);
    STRATA_ASSIGN(parts.dtype, read_dtype_state(graph, graph.argument(id, 1)));
    STRATA_ASSIGN(parts.shape, read_shape(graph, graph.argument(id, 2)));
    const auto order = graph.text(graph.argument(id, 3)).value_or("C");
    parts.fortran_order = order == "F";
    if (order == "K")
        STRATA_TRY(permute(graph, graph.argument(id, 4), parts));
    else if (order != "C" && order != "F")
        return fail(ErrorCode::UnsupportedFeature, "array order " + std::string(order));
    parts.class_name = "numpy.ndarray";
    return parts;
}

Result<ArrayParts> inline_parts(const Graph& graph, ObjectId id)
{
    const ObjectId wrapper = graph.inline_array(id)->wrapper;
    ArrayParts parts;
    STRATA_ASSIGN(parts.dtype, read_dtype_state(graph, graph.attribute(wrapper, "dtype")));
    STRATA_ASSIGN(parts.shape, read_shape(graph, graph.attribute(wrapper, "shape")));
    parts.fortran_order = graph.text(graph.attribute(wrapper, "order")) == "F";
    parts.class_name = graph.class_name(id);
    parts.data = id;
    return parts;
}

Storage missing(std::string reason)
{
    return MissingStorage{std::move(reason)};
}

/// The object that really holds the bytes: protocols 0 to 2 write bytes as a call.
ObjectId bytes_object(const Graph& graph, ObjectId id)
{
    if (graph.is_call(id, "_codecs.encode") || graph.is_call(id, "builtins.bytearray") ||
        graph.is_call(id, "builtins.bytes"))
        return graph.argument(id, 0);
    return id;
}

bool holds_bytes(Kind kind)
{
    return kind == Kind::Bytes || kind == Kind::ByteArray || kind == Kind::NativeString ||
           kind == Kind::Text;
}

/// Storage of `wanted` bytes that an object of the graph holds.
Result<Storage> byte_storage(const Graph& graph, ObjectId data, std::uint64_t wanted)
{
    if (wanted == 0)
        return InlineStorage{std::make_shared<const std::vector<std::byte>>()};
    if (graph.is(data, Kind::ExternalBuffer))
        return missing("external buffer");
    const ObjectId object = bytes_object(graph, data);
    const Kind kind = graph.kind(object);
    if (!holds_bytes(kind))
        return malformed(graph, data, "array data");
    const auto extent = graph.extent(object);
    if (extent && kind != Kind::Text) {
        if (extent->length != wanted)
            return malformed(graph, object, "array size");
        return DenseStorage{*extent, {}, 0, 0};
    }
    if (wanted > most_inline_bytes)
        return missing("text-encoded data");
    STRATA_ASSIGN(auto bytes, graph.read_bytes(object, most_inline_bytes));
    if (bytes.size() != wanted)
        return malformed(graph, object, "array size");
    return InlineStorage{std::make_shared<const std::vector<std::byte>>(std::move(bytes))};
}

/// Items of an object array, as far as they are kept.
Storage listed(const Graph& graph, ObjectId list, const ValueOptions& values)
{
    std::vector<Value> items;
    for (const ObjectId item : graph.items(list, limits::value_items))
        items.push_back(value_of(graph, item, values));
    return ListedStorage{std::make_shared<const std::vector<Value>>(std::move(items))};
}

Result<Storage> object_storage(const Graph& graph, const ArrayParts& parts, std::uint64_t count,
                               const ValueOptions& values)
{
    const ObjectId list = parts.data;
    if (!graph.is(list, Kind::List) && !graph.is(list, Kind::Tuple))
        return malformed(graph, list, "object array");
    if (graph.item_count(list) != count)
        return malformed(graph, list, "array size");
    if (parts.dtype.dtype.type != ScalarType::Object)
        return missing("records with objects");
    return listed(graph, list, values);
}

Result<ArrayReading> read_file_wrapper(const Graph& graph, ObjectId id)
{
    ArrayReading reading;
    reading.class_name = graph.qualified_name(graph.attribute(id, "subclass"));
    if (reading.class_name.empty())
        reading.class_name = "numpy.ndarray";
    reading.tensor.dtype = DType::sized(ScalarType::Void, 0);
    reading.tensor.shape = {0};
    reading.tensor.storage = missing("external file " + wrapped_file_name(graph, id).value_or(""));
    return reading;
}

Result<Storage> inline_storage(const Graph& graph, ObjectId id, const Tensor& tensor,
                               std::uint64_t bytes)
{
    const InlineArrayRecord& record = *graph.inline_array(id);
    if (!record.complete && record.length < bytes)
        return cut_storage(tensor, graph.source_id(), record.offset, record.length);
    if (!record.complete || record.length != bytes)
        return missing("truncated");
    if (bytes == 0)
        return InlineStorage{std::make_shared<const std::vector<std::byte>>()};
    return DenseStorage{{graph.source_id(), record.offset, bytes}, {}, 0, 0};
}

/// The values of a buffer whose axes stand in another order, as C order has them. They are copied:
/// such arrays are rare and small.
Result<Storage> in_c_order(const Graph& graph, const ArrayParts& parts, const Storage& stored,
                           std::uint64_t bytes)
{
    if (bytes > most_inline_bytes)
        return missing("array order K");
    SharedSource source = graph.source();
    StridedLayout layout;
    if (const auto* dense = std::get_if<DenseStorage>(&stored))
        layout.offset = dense->extent.offset;
    else if (const auto* in_memory = std::get_if<InlineStorage>(&stored))
        source = make_memory_source(*in_memory->bytes);
    else
        return stored;
    layout.shape = parts.shape;
    layout.item_bytes = parts.dtype.dtype.item_size;
    layout.strides.resize(parts.shape.size());
    std::uint64_t stride = layout.item_bytes;
    for (std::size_t stored_axis = parts.shape.size(); stored_axis-- > 0;) {
        const auto axis = static_cast<std::size_t>(
            std::find(parts.axes.begin(), parts.axes.end(), stored_axis) - parts.axes.begin());
        layout.strides[axis] = stride;
        stride *= parts.shape[axis];
    }
    STRATA_ASSIGN(const SharedSource view, make_strided_source(std::move(source), layout));
    STRATA_ASSIGN(auto values, view->read_copy(0, bytes));
    return InlineStorage{std::make_shared<const std::vector<std::byte>>(std::move(values))};
}

Result<Storage> array_storage(const Graph& graph, const ArrayParts& parts, const Tensor& tensor,
                              std::uint64_t count, std::uint64_t bytes, const ValueOptions& values)
{
    const bool is_inline = graph.is(parts.data, Kind::InlineArray);
    if (is_inline && parts.dtype.has_objects)
        return missing("truncated");
    if (is_inline)
        return inline_storage(graph, parts.data, tensor, bytes);
    if (parts.dtype.has_objects)
        return object_storage(graph, parts, count, values);
    STRATA_ASSIGN(Storage stored, byte_storage(graph, parts.data, bytes));
    return parts.axes.empty() ? stored : in_c_order(graph, parts, stored, bytes);
}

Result<Tensor> mask_tensor(const Graph& graph, ObjectId data, const Tensor& tensor)
{
    Tensor mask;
    mask.dtype = DType::of(ScalarType::Bool);
    mask.shape = tensor.shape;
    mask.fortran_order = tensor.fortran_order;
    STRATA_ASSIGN(mask.storage, byte_storage(graph, data, tensor.count().value_or(0)));
    return mask;
}

/// joblib's array of objects: its nested pickle is an ordinary array.
ObjectId through_nested(const Graph& graph, ObjectId id)
{
    const InlineArrayRecord* record = graph.inline_array(id);
    if (record == nullptr || record->nested == ObjectId::none)
        return id;
    return record->nested;
}

} // namespace

bool is_array(const Graph& graph, ObjectId id)
{
    const Kind kind = graph.kind(id);
    if (kind == Kind::InlineArray)
        return true;
    if (kind != Kind::Constructed)
        return false;
    const std::string& called = graph.qualified_name(graph.callable(id));
    return is_reconstruct(called) || is_from_buffer(called) || is_dill_array(graph, id) ||
           is_file_wrapper_name(graph.class_name(id));
}

Result<ArrayParts> read_array_parts(const Graph& graph, ObjectId id)
{
    if (graph.is(id, Kind::InlineArray))
        return inline_parts(graph, id);
    const std::string& called = graph.qualified_name(graph.callable(id));
    if (is_from_buffer(called))
        return from_buffer(graph, id);
    if (is_reconstruct(called) || is_dill_array(graph, id))
        return reconstructed(graph, id);
    return malformed(graph, id, "array");
}

Result<ArrayReading> read_array(const Graph& graph, ObjectId id, const ValueOptions& values)
{
    if (is_file_wrapper_name(graph.class_name(id)))
        return read_file_wrapper(graph, id);
    const ObjectId array = through_nested(graph, id);
    STRATA_ASSIGN(auto parts, read_array_parts(graph, array));
    ArrayReading reading;
    reading.class_name = parts.class_name.empty() ? "numpy.ndarray" : parts.class_name;
    Tensor& tensor = reading.tensor;
    tensor.dtype = parts.dtype.dtype;
    tensor.shape = parts.shape;
    tensor.fortran_order = parts.fortran_order && parts.shape.size() > 1;
    const auto count = tensor.count();
    const auto bytes = tensor.bytes();
    if (!count || !bytes)
        return malformed(graph, id, "shape");
    STRATA_ASSIGN(tensor.storage, array_storage(graph, parts, tensor, *count, *bytes, values));
    if (parts.mask != ObjectId::none) {
        if (auto mask = mask_tensor(graph, parts.mask, tensor))
            reading.mask = *std::move(mask);
    }
    return reading;
}

std::string numpy_generation(const Graph& graph)
{
    bool old = false;
    for (const GlobalName& name : graph.globals()) {
        if (name.module.starts_with("numpy._core"))
            return "2";
        old |= name.module.starts_with("numpy.core");
    }
    return old ? "1" : "";
}

} // namespace strata::pickle
