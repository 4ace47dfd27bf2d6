// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/joblib.h"
#include "io/pickle/python2_names.h"
#include "io/pickle/rewriter.h"
#include "io/pickle/text_forms.h"

#include <algorithm>

namespace strata::pickle {

namespace {

/// What is written from the graph is part of an array: a dtype, a shape, a name.
constexpr int deepest_object = 100;

HeldBytes bytes_of(const OpcodeStep& step)
{
    if (step.held)
        return {0, 0, false, std::string(*step.held)};
    return {step.place, step.length, false, std::nullopt};
}

} // namespace

// The target's memo -----------------------------------------------------------------------------

void Rewriter::memoize(ObjectId id)
{
    const std::uint64_t slot = m_memoized.size();
    m_memoized.push_back({m_writer.position(), id});
    m_slots[id] = slot;
    m_writer.put(slot);
}

/// Another name for an object that is in the memo.
void Rewriter::alias(ObjectId id, ObjectId same)
{
    m_slots[id] = m_slots.at(same);
}

/// Takes back what was written since `position`, with what it put into the memo.
void Rewriter::cut(std::uint64_t position)
{
    m_writer.cut(position);
    while (!m_memoized.empty() && m_memoized.back().position >= position) {
        m_slots.erase(m_memoized.back().id);
        m_memoized.pop_back();
    }
}

/// Whether all that was written since an item began only served to make it.
bool Rewriter::can_cut(const Item& item) const
{
    return item.fresh && m_last_effect <= item.begin;
}

/// Calls a name with the arguments that lie on the stack already.
void Rewriter::call_below(std::string_view module, std::string_view name)
{
    const std::uint64_t slot = m_memoized.size();
    m_memoized.push_back({m_writer.position(), ObjectId::none});
    m_writer.put(slot);
    m_writer.op(Opcode::Pop);
    m_writer.name(module, name);
    m_writer.get(slot);
    m_writer.op(Opcode::Reduce);
}

// Values ----------------------------------------------------------------------------------------

/// An object of one opcode that refers to no other.
Result<void> Rewriter::value(ObjectId id, const OpcodeStep& step)
{
    switch (m_graph.kind(id)) {
    case Kind::None:
        m_writer.op(Opcode::None);
        return {};
    case Kind::Bool:
        m_writer.boolean(m_graph.boolean(id).value_or(false));
        return {};
    case Kind::Int:
        m_writer.integer(m_graph.integer(id).value_or(0));
        return {};
    case Kind::Float:
        m_writer.real(m_graph.real(id).value_or(0));
        return {};
    case Kind::BigInt:
        m_writer.copy(step.begin, step.end - step.begin);
        return {};
    case Kind::Text:
        return text_value(step);
    case Kind::NativeString:
        return native_value(id, step);
    case Kind::Bytes:
        return m_writer.bytes_object(bytes_of(step));
    case Kind::ByteArray:
        return m_writer.byte_array(bytes_of(step));
    default:
        return unusual();
    }
}

Result<void> Rewriter::text_value(const OpcodeStep& step)
{
    if (step.opcode != Opcode::Unicode) {
        if (step.held)
            m_writer.text(*step.held);
        else
            return m_writer.text_at(step.place, step.length);
        return {};
    }
    constexpr std::string_view replacement = "\xef\xbf\xbd";
    const std::string text = step.held ? decode_raw_unicode_escape(*step.held) : std::string();
    // A surrogate, which the decoder replaces, and long lines stay as they are.
    if (!step.held || text.find(replacement) != std::string::npos)
        m_writer.copy(step.begin, step.end - step.begin);
    else
        m_writer.text(text);
    return {};
}

Result<void> Rewriter::native_value(ObjectId id, const OpcodeStep& step)
{
    if (step.opcode != Opcode::String)
        return m_writer.native_text(bytes_of(step));
    STRATA_ASSIGN(const auto bytes, held_bytes(m_graph, id));
    return bytes ? m_writer.native_text(*bytes) : unusual();
}

/// A name in the words of the target; `protocol` is the one that it was written in.
Result<void> Rewriter::name(ObjectId global, int protocol)
{
    const GlobalId id = m_graph.global_id(global);
    if (id == GlobalId::none)
        return unusual();
    const GlobalName& known = m_graph.globals()[static_cast<std::size_t>(id)];
    const bool dotted = known.name.find('.') != std::string::npos;
    const bool in_lines =
        known.module.find('\n') == std::string::npos && known.name.find('\n') == std::string::npos;
    const int target = m_writer.protocol();
    if (protocol < 4 && dotted && target >= 4)
        return refused("a name with dots means something else from protocol 4 on");
    if (target < 4 && !in_lines)
        return refused("a name with a line break needs protocol 4");
    if (protocol < 4 && target < 4 && (dotted || (protocol < 3 && target < 3))) {
        const bool raw = (protocol < 3) == (target < 3);
        m_writer.line(Opcode::Global, raw ? known.raw_module + '\n' + known.raw_name
                                          : known.module + '\n' + known.name);
        return {};
    }
    const bool raw = protocol >= 3 && target >= 3;
    const std::string& module = raw ? known.raw_module : known.module;
    const std::string& name = raw ? known.raw_name : known.name;
    if (target < 3) {
        const ModuleAndName read = python3_name(module, name);
        if (read.module != module || read.name != name)
            return refused("the name " + module + '.' + name + " is another one below protocol 3");
    }
    m_writer.name(module, name);
    return {};
}

// Objects that were taken back ------------------------------------------------------------------

/// Pushes an object: from the target's memo, or written anew as it was up to the opcode at hand.
Result<void> Rewriter::define(ObjectId id, int depth)
{
    if (const auto known = m_slots.find(id); known != m_slots.end()) {
        m_writer.get(known->second);
        return {};
    }
    if (depth > deepest_object || !m_graph.contains(id))
        return unusual();
    STRATA_TRY(define_parts(id, depth));
    const Kind kind = m_graph.kind(id);
    const bool small =
        kind == Kind::None || kind == Kind::Bool || kind == Kind::Int || kind == Kind::Float;
    if (!small && !m_slots.contains(id))
        memoize(id);
    return {};
}

Result<void> Rewriter::define_parts(ObjectId id, int depth)
{
    switch (m_graph.kind(id)) {
    case Kind::Tuple: {
        const auto items = m_graph.items(id);
        if (items.empty()) {
            m_writer.op(Opcode::EmptyTuple);
            return {};
        }
        m_writer.op(Opcode::Mark);
        for (const ObjectId item : items)
            STRATA_TRY(define(item, depth + 1));
        m_writer.op(Opcode::Tuple);
        return {};
    }
    case Kind::List:
    case Kind::Dict:
        m_writer.op(m_graph.is(id, Kind::List) ? Opcode::EmptyList : Opcode::EmptyDict);
        memoize(id);
        return define_operations(id, depth);
    case Kind::Global:
        return name(id, m_levels.back().protocol);
    case Kind::Constructed:
        return define_call(id, depth);
    case Kind::InlineArray: {
        STRATA_ASSIGN(const ArraySource source, inline_array_source(m_graph, id));
        return array(id, source, depth);
    }
    case Kind::Set:
    case Kind::FrozenSet:
    case Kind::PersistentId:
    case Kind::Extension:
    case Kind::ExternalBuffer:
    case Kind::Missing:
        return unusual();
    default:
        break;
    }
    OpcodeReader reader(m_source, m_graph.offset(id));
    STRATA_ASSIGN(const OpcodeStep step, reader.next());
    return value(id, step);
}

Result<void> Rewriter::define_call(ObjectId id, int depth)
{
    const Construction how = m_graph.construction(id);
    if ((how != Construction::Reduce && how != Construction::NewObj) ||
        is_inline_wrapper_name(m_graph.class_name(id)))
        return unusual();
    if (m_options.joblib_arrays) {
        STRATA_ASSIGN(const auto plain, plain_array_source(m_graph, id));
        if (plain)
            return array(id, *plain, depth);
    }
    if (m_writer.protocol() >= 3) {
        STRATA_ASSIGN(const auto bytes, held_bytes(m_graph, id));
        if (bytes)
            return m_writer.bytes_object(*bytes);
    }
    STRATA_TRY(define(m_graph.callable(id), depth + 1));
    STRATA_TRY(define(m_graph.arguments(id), depth + 1));
    m_writer.op(how == Construction::Reduce ? Opcode::Reduce : Opcode::NewObj);
    memoize(id);
    return define_operations(id, depth);
}

/// What was done to an object before the opcode at hand.
Result<void> Rewriter::define_operations(ObjectId id, int depth)
{
    for (const Operation& operation : m_graph.operations(id)) {
        if (operation.offset >= m_at)
            break;
        const bool build = operation.kind == OperationKind::Build;
        if (build) {
            STRATA_TRY(define(operation.objects.front(), depth + 1));
            m_writer.op(Opcode::Build);
            continue;
        }
        m_writer.op(Opcode::Mark);
        for (const ObjectId object : operation.objects)
            STRATA_TRY(define(object, depth + 1));
        m_writer.op(m_graph.is(id, Kind::Dict)   ? Opcode::SetItems
                    : m_graph.is(id, Kind::List) ? Opcode::Appends
                                                 : Opcode::AddItems);
    }
    return {};
}

// Arrays ----------------------------------------------------------------------------------------

Result<void> Rewriter::array(ObjectId id, const ArraySource& array, int depth)
{
    if (!m_options.joblib_arrays)
        return pickled_array(id, array, depth);
    STRATA_TRY(wrapped_array(array, depth));
    memoize(id);
    return {};
}

void Rewriter::shape(const Shape& shape)
{
    m_writer.op(Opcode::Mark);
    for (const std::uint64_t size : shape)
        m_writer.integer(static_cast<std::int64_t>(size));
    m_writer.op(Opcode::Tuple);
}

/// A map of a file is no array of its own: joblib and numpy load a plain one.
Result<void> Rewriter::array_class(const ArraySource& array, int depth)
{
    const bool mapped = m_graph.qualified_name(array.subclass) == "numpy.memmap";
    if (array.subclass != ObjectId::none && (m_options.joblib_arrays || !mapped))
        return define(array.subclass, depth + 1);
    m_writer.name("numpy", "ndarray");
    return {};
}

/// joblib.numpy_pickle.NumpyArrayWrapper, with the values behind its BUILD.
Result<void> Rewriter::wrapped_array(const ArraySource& array, int depth)
{
    if (array.wrapper_class != ObjectId::none)
        STRATA_TRY(name(array.wrapper_class, m_levels.back().protocol));
    else
        m_writer.name("joblib.numpy_pickle", "NumpyArrayWrapper");
    m_writer.op(Opcode::EmptyTuple);
    m_writer.op(Opcode::NewObj);
    m_writer.op(Opcode::EmptyDict);
    m_writer.op(Opcode::Mark);
    m_writer.text("subclass");
    STRATA_TRY(array_class(array, depth));
    m_writer.text("shape");
    shape(array.shape);
    m_writer.text("order");
    m_writer.text(array.fortran_order ? "F" : "C");
    m_writer.text("dtype");
    STRATA_TRY(define(array.dtype, depth + 1));
    m_writer.text("allow_mmap");
    m_writer.boolean(m_options.mappable);
    if (array.alignment) {
        m_writer.text("numpy_array_alignment_bytes");
        m_writer.integer(static_cast<std::int64_t>(*array.alignment));
    }
    m_writer.op(Opcode::SetItems);
    m_writer.op(Opcode::Build);
    if (array.alignment)
        m_writer.padding(*array.alignment);
    m_writer.raw_bytes(array.values);
    return {};
}

/// `_reconstruct(class, (0,), b'b')` with the state that numpy writes.
Result<void> Rewriter::pickled_array(ObjectId id, const ArraySource& array, int depth)
{
    m_writer.name(m_numpy + ".multiarray", "_reconstruct");
    STRATA_TRY(array_class(array, depth));
    m_writer.integer(0);
    m_writer.op(Opcode::Tuple1);
    STRATA_TRY(m_writer.bytes_object({0, 0, false, "b"}));
    m_writer.op(Opcode::Tuple3);
    m_writer.op(Opcode::Reduce);
    memoize(id);
    m_writer.op(Opcode::Mark);
    m_writer.integer(1);
    shape(array.shape);
    STRATA_TRY(define(array.dtype, depth + 1));
    m_writer.boolean(array.fortran_order);
    STRATA_TRY(m_writer.bytes_object(array.values));
    m_writer.op(Opcode::Tuple);
    m_writer.op(Opcode::Build);
    return {};
}

} // namespace strata::pickle
