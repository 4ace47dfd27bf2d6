// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/rewriter.h"

namespace strata::pickle {

namespace {

const Stream* stream_at(const PickleDocument& pickle, std::uint64_t offset)
{
    for (const Stream& stream : pickle.streams) {
        if (stream.offset == offset)
            return &stream;
    }
    return nullptr;
}

} // namespace

// Calls -----------------------------------------------------------------------------------------

Result<void> Rewriter::call(const OpcodeStep& step, std::size_t count)
{
    std::uint64_t begin = m_writer.position();
    for (std::size_t i = 0; i < count; ++i) {
        STRATA_ASSIGN(const Item item, pop(step.begin));
        begin = item.begin;
    }
    push(step, begin);
    const Item& item = m_stack.back();
    if (step.opcode == Opcode::NewObjEx && m_writer.protocol() < 4) {
        m_writer.op(Opcode::Tuple3);
        call_below("copyreg", "__newobj_ex__");
    } else {
        m_writer.op(step.opcode);
    }
    if (!is_part_of_array(m_graph, item.id)) {
        m_last_effect = m_writer.position();
        return {};
    }
    if (!can_cut(item))
        return {};
    if (m_graph.is_call(item.id, "_codecs.encode") || m_graph.is_call(item.id, "builtins.bytes")) {
        if (m_writer.protocol() < 3)
            return {};
        STRATA_ASSIGN(const auto bytes, held_bytes(m_graph, item.id));
        if (!bytes)
            return {};
        cut(begin);
        return m_writer.bytes_object(*bytes);
    }
    if (!m_options.joblib_arrays || m_graph.operation_count(item.id, 1) != 0)
        return {};
    STRATA_ASSIGN(const auto plain, plain_array_source(m_graph, item.id));
    if (!plain)
        return {};
    cut(begin);
    return array(item.id, *plain, 0);
}

/// INST and OBJ.
Result<void> Rewriter::call_marked(const OpcodeStep& step)
{
    STRATA_ASSIGN(const std::size_t mark, mark_of(step.begin));
    const std::uint64_t begin = m_stack[mark].begin;
    m_stack.resize(mark);
    push(step, begin);
    if (step.opcode == Opcode::Obj) {
        m_writer.op(Opcode::Obj);
    } else {
        const auto id = m_graph.global_id(m_graph.callable(m_stack.back().id));
        if (id == GlobalId::none)
            return unusual();
        const GlobalName& global = m_graph.globals()[static_cast<std::size_t>(id)];
        const bool old = m_levels.back().protocol < 3;
        const bool renamed = old && m_writer.protocol() >= 3;
        m_writer.line(Opcode::Inst, renamed ? global.module + '\n' + global.name
                                            : global.raw_module + '\n' + global.raw_name);
    }
    m_last_effect = m_writer.position();
    return {};
}

Result<void> Rewriter::build(const OpcodeStep& step)
{
    STRATA_TRY(pop(step.begin));
    STRATA_ASSIGN(Item* const target, top(step.begin));
    if (target->as_list)
        return unusual();
    const ObjectId inlined = made(step.begin);
    const InlineArrayRecord* const record = m_graph.inline_array(inlined);
    m_writer.op(Opcode::Build);
    if (record == nullptr) {
        if (!target->fresh || !is_part_of_array(m_graph, target->id))
            m_last_effect = m_writer.position();
        if (!m_options.joblib_arrays || !can_cut(*target))
            return {};
        STRATA_ASSIGN(const auto plain, plain_array_source(m_graph, target->id));
        if (!plain)
            return {};
        cut(target->begin);
        return array(target->id, *plain, 0);
    }
    if (!can_cut(*target))
        return unusual();
    cut(target->begin);
    if (record->nested == ObjectId::none) {
        STRATA_ASSIGN(const ArraySource source, inline_array_source(m_graph, inlined));
        m_reader.seek(record->offset + record->length);
        target->id = inlined;
        return array(inlined, source, 0);
    }
    return nested_array(*record, inlined);
}

/// An array of objects, whose pickle follows: it becomes a part of this one.
Result<void> Rewriter::nested_array(const InlineArrayRecord& record, ObjectId array)
{
    const Stream* const stream = stream_at(m_pickle, record.offset);
    if (stream == nullptr)
        return unusual();
    m_stack.pop_back();
    Level level;
    level.base = m_stack.size();
    level.protocol = stream->protocol;
    level.array = array;
    m_levels.push_back(std::move(level));
    return {};
}

Result<void> Rewriter::stack_global(const OpcodeStep& step)
{
    STRATA_TRY(pop(step.begin));
    STRATA_ASSIGN(const Item module, pop(step.begin));
    push(step, module.begin);
    if (!m_graph.is(m_stack.back().id, Kind::Global))
        return refused("a name in it is computed");
    if (m_writer.protocol() >= 4 && m_levels.back().protocol >= 4) {
        m_writer.op(Opcode::StackGlobal);
        return {};
    }
    if (m_last_effect > module.begin)
        return unusual();
    cut(module.begin);
    return name(m_stack.back().id, m_levels.back().protocol);
}

// Sets below protocol 4 -------------------------------------------------------------------------

/// `set([…])`, as CPython writes one there. The list is filled as the set was.
Result<void> Rewriter::empty_set(const OpcodeStep& step)
{
    push(step, m_writer.position());
    if (m_writer.protocol() >= 4) {
        m_writer.op(Opcode::EmptySet);
        return {};
    }
    m_writer.name("builtins", "set");
    m_writer.op(Opcode::EmptyList);
    m_stack.back().as_list = true;
    return m_graph.operation_count(m_stack.back().id, 1) == 0 ? finish_set() : Result<void>();
}

Result<void> Rewriter::finish_set()
{
    m_writer.op(Opcode::Tuple1);
    m_writer.op(Opcode::Reduce);
    Item& set = m_stack.back();
    set.as_list = false;
    memoize(set.id);
    return {};
}

} // namespace strata::pickle
