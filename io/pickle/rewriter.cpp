// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/rewriter.h"

#include "io/base/guarded.h"

#include <algorithm>

namespace strata::pickle {

namespace {

constexpr std::uint64_t steps_between_checks = 1 << 12;
constexpr std::size_t waiting_bytes = std::size_t{64} << 10;
/// What is kept back until one array is complete: its parts alone, which are short.
constexpr std::size_t most_waiting_bytes = std::size_t{512} << 20;

/// Whether a memo slot is written as a number of the usual size.
bool is_usual_slot(const OpcodeStep& step)
{
    const bool line = step.opcode == Opcode::Put || step.opcode == Opcode::Get;
    return !line || step.held == std::to_string(step.number);
}

} // namespace

Rewriter::Rewriter(const PickleDocument& pickle, const ByteSource& source,
                   const RewriteOptions& options, CodeWriter& writer, const JobContext& job)
    : m_pickle(pickle),
      m_graph(pickle.graph),
      m_source(source),
      m_options(options),
      m_writer(writer),
      m_job(job),
      m_reader(source, pickle.streams.front().offset),
      m_numpy("numpy.core"),
      m_enough(waiting_bytes)
{
    for (const GlobalName& each : m_graph.globals()) {
        if (each.module.starts_with("numpy._core"))
            m_numpy = "numpy._core";
    }
}

Result<void> Rewriter::run()
{
    m_levels.emplace_back().protocol = m_pickle.streams.front().protocol;
    m_writer.op(Opcode::Proto, static_cast<std::uint64_t>(m_options.protocol), 1);
    for (std::uint64_t count = 0; !m_done; ++count) {
        if (count % steps_between_checks == 0)
            STRATA_TRY(m_job.check());
        STRATA_ASSIGN(const OpcodeStep step, m_reader.next());
        m_at = step.begin;
        STRATA_TRY(follow(step));
        if (m_writer.waiting() > m_enough)
            STRATA_TRY(hand_on());
    }
    return m_writer.flush(m_writer.position());
}

/// What must wait is looked at again when there is twice as much, so that each byte is moved a few
/// times at most.
Result<void> Rewriter::hand_on()
{
    STRATA_TRY(m_writer.flush(final_position()));
    m_last_effect = std::max(m_last_effect, m_writer.handed_on());
    if (m_writer.waiting() > most_waiting_bytes)
        return fail(ErrorCode::LimitExceeded, "pickle code of one array", m_at);
    m_enough = std::max(waiting_bytes, 2 * m_writer.waiting());
    return {};
}

tl::unexpected<Error> Rewriter::refused(std::string reason) const
{
    return fail(ErrorCode::BadArgument, std::move(reason), m_at);
}

tl::unexpected<Error> Rewriter::unusual() const
{
    return refused("the file says this in a way that cannot be written anew");
}

/// Up to where nothing is taken back any more: where the code begins of what may become part of an
/// array, or of the texts of a name.
std::uint64_t Rewriter::final_position() const
{
    const std::uint64_t position = m_writer.position();
    const std::size_t size = m_stack.size();
    // Items lie in the order of their code.
    const auto first = std::lower_bound(
        m_stack.begin(), m_stack.end(), m_writer.handed_on(),
        [](const Item& item, std::uint64_t handed_on) { return item.begin < handed_on; });
    for (auto i = static_cast<std::size_t>(first - m_stack.begin()); i < size; ++i) {
        const Item& item = m_stack[i];
        if (item.mark)
            continue;
        const Kind kind = m_graph.kind(item.id);
        const bool may_go =
            kind == Kind::Global ? names_part_of_array(m_graph, item.id)
            : kind == Kind::Constructed
                ? may_be_made_anew(m_graph, item.id)
                : i + 2 >= size && (kind == Kind::Text || kind == Kind::NativeString);
        if (may_go)
            return std::min(position, item.begin);
    }
    return position;
}

// The stack -------------------------------------------------------------------------------------

/// The object that the opcode at `offset` made; opcodes come in the order of the objects.
ObjectId Rewriter::made(std::uint64_t offset)
{
    ObjectId found = ObjectId::none;
    for (; m_next < m_graph.size(); ++m_next) {
        const ObjectId id{static_cast<std::uint32_t>(m_next)};
        if (m_graph.offset(id) > offset)
            break;
        if (m_graph.offset(id) == offset)
            found = id;
    }
    return found;
}

void Rewriter::push(const OpcodeStep& step, std::uint64_t begin)
{
    Item item;
    item.id = made(step.begin);
    item.begin = begin;
    m_stack.push_back(item);
}

Result<Rewriter::Item> Rewriter::pop(std::uint64_t at)
{
    STRATA_ASSIGN(const Item* const item, top(at));
    if (item->as_list)
        return refused("a set that is used while it is being filled needs protocol 4");
    const Item popped = *item;
    m_stack.pop_back();
    return popped;
}

Result<Rewriter::Item*> Rewriter::top(std::uint64_t at)
{
    if (m_stack.size() <= level_base() || m_stack.back().mark)
        return fail(ErrorCode::Malformed, "pickle opcode", at);
    return &m_stack.back();
}

/// Where in the stack the topmost mark is.
Result<std::size_t> Rewriter::mark_of(std::uint64_t at) const
{
    for (std::size_t i = m_stack.size(); i-- > level_base();) {
        if (m_stack[i].mark)
            return i;
        if (m_stack[i].as_list)
            break;
    }
    return fail(ErrorCode::Malformed, "pickle opcode", at);
}

// Opcodes ---------------------------------------------------------------------------------------

Result<void> Rewriter::follow(const OpcodeStep& step)
{
    switch (step.opcode) {
    case Opcode::Proto:
    case Opcode::Frame:
        return {};
    case Opcode::Stop:
        return leave();
    case Opcode::Mark: {
        Item mark;
        mark.mark = true;
        mark.begin = m_writer.position();
        m_stack.push_back(mark);
        m_writer.op(Opcode::Mark);
        return {};
    }
    case Opcode::Pop:
        if (m_stack.size() <= level_base())
            return fail(ErrorCode::Malformed, "pickle opcode", step.begin);
        if (m_stack.back().as_list)
            return unusual();
        m_stack.pop_back();
        m_writer.op(Opcode::Pop);
        return {};
    case Opcode::PopMark: {
        STRATA_ASSIGN(const std::size_t mark, mark_of(step.begin));
        m_stack.resize(mark);
        m_writer.op(Opcode::PopMark);
        return {};
    }
    case Opcode::Dup: {
        STRATA_ASSIGN(const Item* const item, top(step.begin));
        if (item->as_list)
            return unusual();
        Item copy = *item;
        copy.begin = m_writer.position();
        copy.fresh = false;
        m_stack.push_back(copy);
        m_writer.op(Opcode::Dup);
        return {};
    }
    case Opcode::Put:
    case Opcode::BinPut:
    case Opcode::LongBinPut:
        return is_usual_slot(step) ? put(step.number) : unusual();
    case Opcode::Memoize:
        return put(m_levels.back().memo.size());
    case Opcode::Get:
    case Opcode::BinGet:
    case Opcode::LongBinGet:
        return is_usual_slot(step) ? get(step) : unusual();
    default:
        return follow_group(step);
    }
}

Result<void> Rewriter::follow_group(const OpcodeStep& step)
{
    switch (step.opcode) {
    case Opcode::Tuple1:
        return combine(step, 1);
    case Opcode::Tuple2:
        return combine(step, 2);
    case Opcode::Tuple3:
        return combine(step, 3);
    case Opcode::Append:
        return fill(step, 1);
    case Opcode::SetItem:
        return fill(step, 2);
    case Opcode::Appends:
    case Opcode::SetItems:
    case Opcode::AddItems:
        return fill_marked(step);
    case Opcode::Tuple:
    case Opcode::List:
    case Opcode::Dict:
    case Opcode::FrozenSet:
        return group(step);
    default:
        return follow_call(step);
    }
}

Result<void> Rewriter::follow_call(const OpcodeStep& step)
{
    switch (step.opcode) {
    case Opcode::Reduce:
    case Opcode::NewObj:
        return call(step, 2);
    case Opcode::NewObjEx:
        return call(step, 3);
    case Opcode::Inst:
    case Opcode::Obj:
        return call_marked(step);
    case Opcode::Build:
        return build(step);
    case Opcode::StackGlobal:
        return stack_global(step);
    case Opcode::BinPersId:
        STRATA_TRY(combine(step, 1));
        m_last_effect = m_writer.position();
        return {};
    case Opcode::NextBuffer:
    case Opcode::ReadonlyBuffer:
        return refused("a part of it lies in a buffer outside the file");
    case Opcode::EmptySet:
        return empty_set(step);
    default:
        return follow_value(step);
    }
}

/// Opcodes that push one new object.
Result<void> Rewriter::follow_value(const OpcodeStep& step)
{
    push(step, m_writer.position());
    switch (step.opcode) {
    case Opcode::EmptyList:
    case Opcode::EmptyDict:
    case Opcode::EmptyTuple:
        m_writer.op(step.opcode);
        return {};
    case Opcode::Global:
        return name(m_stack.back().id, m_levels.back().protocol);
    case Opcode::PersId:
    case Opcode::Ext1:
    case Opcode::Ext2:
    case Opcode::Ext4:
        m_writer.copy(step.begin, step.end - step.begin);
        m_last_effect = m_writer.position();
        return {};
    default:
        return value(m_stack.back().id, step);
    }
}

/// STOP: of the file's pickle, or of one that holds an array of objects, which the array now stands
/// for.
Result<void> Rewriter::leave()
{
    if (m_levels.size() == 1) {
        m_writer.op(Opcode::Stop);
        m_done = true;
        return {};
    }
    if (m_stack.size() != level_base() + 1 || m_stack.back().as_list)
        return unusual();
    const ObjectId array = m_levels.back().array;
    Item& item = m_stack.back();
    if (!m_slots.contains(item.id))
        memoize(item.id);
    alias(array, item.id);
    item.id = array;
    m_levels.pop_back();
    return {};
}

Result<void> Rewriter::put(std::uint64_t slot)
{
    STRATA_ASSIGN(const Item* const item, top(m_at));
    m_levels.back().memo[slot] = item->id;
    if (!item->as_list && !m_slots.contains(item->id))
        memoize(item->id);
    return {};
}

Result<void> Rewriter::get(const OpcodeStep& step)
{
    const auto& memo = m_levels.back().memo;
    const auto found = memo.find(step.number);
    if (found == memo.end())
        return fail(ErrorCode::Malformed, "pickle memo", step.begin);
    Item item;
    item.id = found->second;
    item.begin = m_writer.position();
    item.fresh = false;
    STRATA_TRY(define(item.id, 0));
    m_stack.push_back(item);
    return {};
}

/// One object of the `count` topmost ones.
Result<void> Rewriter::combine(const OpcodeStep& step, std::size_t count)
{
    std::uint64_t begin = m_writer.position();
    for (std::size_t i = 0; i < count; ++i) {
        STRATA_ASSIGN(const Item item, pop(step.begin));
        begin = item.begin;
    }
    m_writer.op(step.opcode);
    push(step, begin);
    return {};
}

/// APPEND and SETITEM.
Result<void> Rewriter::fill(const OpcodeStep& step, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        STRATA_TRY(pop(step.begin));
    STRATA_ASSIGN(const Item* const target, top(step.begin));
    if (target->as_list)
        return unusual();
    const bool fresh = target->fresh;
    m_writer.op(step.opcode);
    if (!fresh || m_graph.is(target->id, Kind::Constructed))
        m_last_effect = m_writer.position();
    return {};
}

Result<void> Rewriter::fill_marked(const OpcodeStep& step)
{
    STRATA_ASSIGN(const std::size_t mark, mark_of(step.begin));
    m_stack.resize(mark);
    STRATA_ASSIGN(const Item* const target, top(step.begin));
    if (target->as_list) {
        if (step.opcode != Opcode::AddItems)
            return unusual();
        m_writer.op(Opcode::Appends);
        const auto operations = m_graph.operations(target->id);
        return operations.back().offset == step.begin ? finish_set() : Result<void>();
    }
    if (step.opcode == Opcode::AddItems && m_writer.protocol() < 4)
        return unusual();
    m_writer.op(step.opcode);
    if (!target->fresh || m_graph.is(target->id, Kind::Constructed))
        m_last_effect = m_writer.position();
    return {};
}

/// One object of what lies above the topmost mark.
Result<void> Rewriter::group(const OpcodeStep& step)
{
    STRATA_ASSIGN(const std::size_t mark, mark_of(step.begin));
    const std::uint64_t begin = m_stack[mark].begin;
    m_stack.resize(mark);
    if (step.opcode == Opcode::FrozenSet && m_writer.protocol() < 4) {
        m_writer.op(Opcode::List);
        m_writer.op(Opcode::Tuple1);
        call_below("builtins", "frozenset");
    } else {
        m_writer.op(step.opcode);
    }
    push(step, begin);
    return {};
}

Result<std::uint64_t> rewrite_pickle(const PickleDocument& pickle, const ByteSource& source,
                                     const RewriteOptions& options, const CodeWriter::Sink& sink,
                                     const JobContext& job)
{
    const auto outer = std::count_if(pickle.streams.begin(), pickle.streams.end(),
                                     [](auto& each) { return each.inside == ObjectId::none; });
    if (!pickle.external_files.empty())
        return fail(ErrorCode::BadArgument, "its arrays lie in files beside it");
    if (pickle.verdict.integrity == Integrity::Incomplete)
        return fail(ErrorCode::BadArgument, "the file is damaged or not complete");
    if (pickle.verdict.integrity != Integrity::Complete || outer != 1)
        return fail(ErrorCode::BadArgument, "the file can be read in more than one way");
    if (options.protocol < 2 || options.protocol > highest_protocol)
        return fail(ErrorCode::BadArgument, "protocols 2 to 5 can be written");
    return guarded([&]() -> Result<std::uint64_t> {
        CodeWriter writer(source, options.protocol, sink, job);
        STRATA_TRY(Rewriter(pickle, source, options, writer, job).run());
        return writer.bytes();
    });
}

} // namespace strata::pickle
