// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/joblib.h"
#include "io/pickle/machine.h"
#include "io/pickle/rules.h"

#include <algorithm>

namespace strata::pickle {

// joblib ----------------------------------------------------------------------------------------

/// What the machine knows of the class of a constructed object.
NameMeaning Machine::wrapper_meaning(ObjectId object) const
{
    const Graph& graph = m_builder.graph();
    ObjectId named = graph.callable(object);
    if (!graph.is(named, Kind::Global))
        return NameMeaning::Ordinary;
    NameMeaning meaning = m_names.counts(m_builder.name_of(named)).meaning;
    if (meaning == NameMeaning::MakesClassOfFirstArgument) {
        named = graph.argument(object, 0);
        meaning = graph.is(named, Kind::Global) ? m_names.counts(m_builder.name_of(named)).meaning
                                                : NameMeaning::Ordinary;
    }
    return meaning;
}

/// After the BUILD of a NumpyArrayWrapper the array itself follows; it takes the wrapper's place on
/// the stack, while the memo keeps the wrapper.
void Machine::inline_array(ObjectId wrapper)
{
    const auto layout = inline_layout(m_builder.graph(), wrapper);
    if (!layout) {
        damage(rules::unknown_dtype, {{"what", layout.error().detail}});
        m_level->stream.end = m_window.offset();
        m_done = true;
        return;
    }
    ++m_log.joblib.inline_arrays;
    const std::uint64_t behind = m_window.offset();
    // joblib ends the frame before it writes an array.
    if (m_frame_end != no_frame && m_frame_end != behind)
        m_log.ambiguous(rules::frame_mismatch, m_at, {{"what", "straddle"}});
    m_frame_end = no_frame;
    if (layout->objects)
        return enter_nested(wrapper);
    m_log.joblib.aligned |= layout->padded;
    bool usual = false;
    if (layout->padded)
        usual = skip_padding(layout->alignment);
    if (m_done)
        return;

    InlineArrayRecord record;
    record.wrapper = wrapper;
    record.offset = m_window.offset();
    record.length = std::min(layout->bytes, m_window.remaining());
    record.complete = record.length == layout->bytes;
    if (!usual)
        m_log.second_readings.push_back({behind, record.offset + record.length});
    m_window.skip(record.length);
    m_stack.shrink(m_stack.size() - 1);
    push(m_builder.inline_array(m_at, record));
    if (!record.complete) {
        damage(rules::array_truncated,
               {{"bytes", std::to_string(layout->bytes)},
                {"missing", std::to_string(layout->bytes - record.length)}});
        m_done = true;
    }
}

/// One byte says how many bytes of padding follow. Whether it is what joblib writes: 0xFF up to the
/// next multiple of the alignment, at least one.
bool Machine::skip_padding(std::uint64_t alignment)
{
    if (auto filled = m_window.fill(lookahead); !filled) {
        m_error = std::move(filled).error();
        m_done = true;
        return false;
    }
    const std::uint64_t place = m_window.offset();
    const unsigned char* length = take(1);
    if (length == nullptr)
        return false;
    const std::size_t padding = *length;
    const unsigned char* bytes = take(padding);
    if (bytes == nullptr)
        return false;
    const std::uint64_t expected = alignment - (place + 1) % alignment;
    const bool filled = std::all_of(bytes, bytes + padding, [](auto byte) { return byte == 0xff; });
    if (filled && padding == expected)
        return true;
    m_log.findings.add(
        rules::odd_padding, Severity::Warning, Category::Integrity, place,
        {{"padding", std::to_string(padding)}, {"expected", std::to_string(expected)}});
    return false;
}

void Machine::enter_nested(ObjectId wrapper)
{
    m_stack.shrink(m_stack.size() - 1);
    InlineArrayRecord record;
    record.wrapper = wrapper;
    record.offset = m_window.offset();
    const ObjectId array = m_builder.inline_array(m_at, record);
    push(array);
    m_levels.emplace_back();
    m_level = &m_levels.back();
    m_level->stack_base = m_stack.size();
    m_level->mark_base = m_marks.size();
    m_level->stream.offset = m_window.offset();
    m_level->stream.inside = array;
    find_floor();
}

void Machine::leave_nested(ObjectId root)
{
    Stream stream = std::move(m_level->stream);
    m_levels.pop_back();
    m_level = &m_levels.back();
    find_floor();
    m_opcodes += stream.opcode_count;
    stream.root = root;
    m_builder.finish_nested(stream.inside, root, stream.end, stream.complete);
    m_log.nested_streams.push_back(std::move(stream));
}

// A pickle that broke off -----------------------------------------------------------------------

/// Puts what lies on the stack where it was most likely going, so that a damaged file still shows
/// what it held. Every step takes an item or a mark off.
void Machine::assume_rest()
{
    while (m_marks.size() > m_level->mark_base) {
        assume_container();
        // A state that was being filled belongs to the object below it. Anything else above a mark
        // may be an item of its own.
        const std::size_t size = m_stack.size();
        if (size >= m_floor + 2 && m_builder.kind(m_stack[size - 1]) == Kind::Dict &&
            m_builder.kind(m_stack[size - 2]) == Kind::Constructed)
            assume_item();
    }
    while (m_stack.size() >= m_floor + 2)
        assume_item();
}

/// The items above the last mark go into the container below it; pickles fill one right after making
/// it, a thousand items to a mark. Otherwise they were to be a tuple.
void Machine::assume_container()
{
    const Graph& graph = m_builder.graph();
    const std::size_t start = m_marks.back();
    m_marks.shrink(m_marks.size() - 1);
    find_floor();
    std::size_t count = m_stack.size() - start;
    const ObjectId target = start > m_floor ? m_stack[start - 1] : ObjectId::none;
    const Kind kind = graph.kind(target);
    const bool fresh =
        (kind == Kind::Dict ? graph.entry_count(target) : graph.item_count(target)) % 1000 == 0;
    if (fresh && (kind == Kind::Dict || kind == Kind::List || kind == Kind::Set)) {
        if (kind == Kind::Dict)
            count -= count % 2;
        const OperationKind how = kind == Kind::Dict   ? OperationKind::SetItems
                                  : kind == Kind::List ? OperationKind::Appends
                                                       : OperationKind::AddItems;
        if (count > 0)
            m_builder.operate(target, how, m_at, {m_stack.data() + start, count}, true);
        m_stack.shrink(start);
        return;
    }
    const ObjectId made = m_builder.fixed(Kind::Tuple, m_at, {m_stack.data() + start, count});
    m_stack.shrink(start);
    push(made);
}

/// One step of APPEND, SETITEM or BUILD for the items on top.
void Machine::assume_item()
{
    const Graph& graph = m_builder.graph();
    const std::size_t size = m_stack.size();
    const ObjectId item = m_stack[size - 1];
    const ObjectId below = m_stack[size - 2];
    std::size_t taken = 1; // what fits nowhere stays unreachable
    if (graph.is(below, Kind::List)) {
        m_builder.operate(below, OperationKind::Append, m_at, {&item, 1}, true);
    } else if (size >= m_floor + 3 && graph.is(m_stack[size - 3], Kind::Dict)) {
        taken = 2;
        m_builder.operate(m_stack[size - 3], OperationKind::SetItem, m_at,
                          {m_stack.data() + size - 2, 2}, true);
    } else if (graph.is(below, Kind::Constructed) && graph.is(item, Kind::Dict)) {
        m_builder.operate(below, OperationKind::Build, m_at, {&item, 1}, true);
    }
    m_stack.shrink(size - taken);
}

} // namespace strata::pickle
