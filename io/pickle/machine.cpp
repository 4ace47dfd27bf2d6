// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/machine.h"

#include "io/base/limits.h"
#include "io/pickle/rules.h"

#include <algorithm>

namespace strata::pickle {

Machine::Machine(const ByteSource& source, GraphBuilder& builder, NameTable& names, MachineLog& log,
                 const Options& options, const JobContext& job)
    : m_builder(builder),
      m_names(names),
      m_log(log),
      m_options(options),
      m_job(job),
      m_window(source)
{
}

Result<Stream> Machine::read(std::uint64_t offset)
{
    m_window.seek(std::min(offset, m_window.size()));
    m_stack.shrink(0);
    m_marks.shrink(0);
    m_levels.clear();
    m_level = &m_levels.emplace_back();
    m_level->stream.offset = offset;
    m_floor = 0;
    m_seen.fill(false);
    m_frame_end = no_frame;
    m_done = false;
    STRATA_TRY(run());
    if (!m_level->stream.complete)
        end_damaged();
    Stream stream = std::move(m_level->stream);
    m_opcodes += stream.opcode_count;
    for (std::size_t byte = 0; byte < m_seen.size(); ++byte)
        stream.opcodes[byte] = m_seen[byte];
    if (!stream.explicit_protocol) {
        for (std::size_t byte = 0; byte < m_seen.size(); ++byte) {
            if (m_seen[byte])
                stream.protocol =
                    std::max(stream.protocol, opcode_protocol(static_cast<std::uint8_t>(byte)));
        }
    }
    return stream;
}

Result<void> Machine::run()
{
    while (!m_done) {
        if (m_window.available() < lookahead) [[unlikely]] {
            STRATA_TRY(prepare());
            if (m_done)
                break;
        }
        m_at = m_window.offset();
        if (m_at >= m_frame_end) [[unlikely]]
            leave_frame();
        m_opcode = *m_window.next();
        m_window.advance(1);
        m_seen[m_opcode] = true;
        ++m_level->stream.opcode_count;
        step(m_opcode);
    }
    if (m_error)
        return fail(*m_error);
    return {};
}

/// Moves the window on; here is also where limits, cancelling and progress are looked after.
Result<void> Machine::prepare()
{
    STRATA_TRY(m_window.fill(lookahead));
    const std::uint64_t here = m_window.offset();
    if (here - m_reported >= limits::block_bytes || here < m_reported) {
        STRATA_TRY(m_job.check());
        m_job.report(here, m_window.size());
        m_reported = here;
        const std::uint64_t objects = m_builder.graph().size();
        if (objects > limits::pickle_objects || m_stack.size() > limits::pickle_objects ||
            m_builder.references() > 4 * limits::pickle_objects) {
            damage(rules::limit, {{"limit", "pickle_objects"},
                                  {"value", std::to_string(limits::pickle_objects)}});
            m_limit_reached = m_done = true;
        }
    }
    if (m_level->stream.opcode_count > m_options.opcode_limit)
        m_limit_reached = m_done = true;
    if (m_window.available() == 0 && !m_done) {
        m_at = here;
        truncated("opcode");
    }
    return {};
}

void Machine::step(std::uint8_t opcode)
{
    switch (static_cast<Opcode>(opcode)) {
    case Opcode::Memoize:
        return put(m_level->memo.filled() + m_level->huge_memo.size());
    case Opcode::BinPut:
        if (const auto slot = number<std::uint8_t>())
            put(*slot);
        return;
    case Opcode::BinGet:
        if (const auto slot = number<std::uint8_t>())
            get(*slot);
        return;
    case Opcode::LongBinPut:
        if (const auto slot = number<std::uint32_t>())
            put(*slot);
        return;
    case Opcode::LongBinGet:
        if (const auto slot = number<std::uint32_t>())
            get(*slot);
        return;
    case Opcode::Mark:
        return mark();
    case Opcode::BinInt1:
        if (const auto value = number<std::uint8_t>())
            integer(*value);
        return;
    case Opcode::BinInt2:
        if (const auto value = number<std::uint16_t>())
            integer(*value);
        return;
    case Opcode::BinInt:
        if (const auto value = number<std::int32_t>())
            integer(*value);
        return;
    case Opcode::BinFloat:
        return binary_float();
    case Opcode::None:
        return push(m_builder.none(m_at));
    case Opcode::NewTrue:
    case Opcode::NewFalse:
        return push(m_builder.boolean(m_at, opcode == static_cast<std::uint8_t>(Opcode::NewTrue)));
    case Opcode::Long1:
        if (const auto length = number<std::uint8_t>())
            long_integer(*length);
        return;
    case Opcode::Tuple1:
        return tuple(1);
    case Opcode::Tuple2:
        return tuple(2);
    case Opcode::Tuple3:
        return tuple(3);
    case Opcode::EmptyTuple:
        return push(m_builder.fixed(Kind::Tuple, m_at, {}));
    case Opcode::ShortBinUnicode:
        if (const auto length = number<std::uint8_t>())
            stored(Kind::Text, *length);
        return;
    case Opcode::BinUnicode:
        if (const auto length = number<std::uint32_t>())
            stored(Kind::Text, *length);
        return;
    default:
        return step_container(static_cast<Opcode>(opcode));
    }
}

void Machine::step_container(Opcode opcode)
{
    switch (opcode) {
    case Opcode::EmptyDict:
        return push(m_builder.dict(m_at));
    case Opcode::EmptyList:
        return push(m_builder.list(m_at));
    case Opcode::EmptySet:
        return push(m_builder.set(m_at));
    case Opcode::Dict:
        return collection(Kind::Dict);
    case Opcode::List:
        return collection(Kind::List);
    case Opcode::Tuple:
        return collection(Kind::Tuple);
    case Opcode::FrozenSet:
        return collection(Kind::FrozenSet);
    case Opcode::Append:
        return append();
    case Opcode::Appends:
        return append_many(OperationKind::Appends);
    case Opcode::AddItems:
        return append_many(OperationKind::AddItems);
    case Opcode::SetItem:
        return set_item();
    case Opcode::SetItems:
        return set_many();
    case Opcode::Pop:
        return pop_item();
    case Opcode::PopMark:
        return drop(pop_mark());
    case Opcode::Dup:
        note_shared(top());
        return push(top());
    case Opcode::Stop:
        return stop();
    case Opcode::Proto:
        return protocol();
    case Opcode::Frame:
        return frame();
    case Opcode::Global:
        return global();
    case Opcode::StackGlobal:
        return stack_global();
    case Opcode::Reduce:
        return reduce(Construction::Reduce);
    case Opcode::NewObj:
        return reduce(Construction::NewObj);
    case Opcode::NewObjEx:
        return reduce_with_keywords();
    case Opcode::Inst:
        return instance_by_name();
    case Opcode::Obj:
        return instance_by_object();
    case Opcode::Build:
        return build();
    default:
        return step_text(opcode);
    }
}

void Machine::step_text(Opcode opcode)
{
    switch (opcode) {
    case Opcode::ShortBinBytes:
    case Opcode::ShortBinString:
        if (const auto length = number<std::uint8_t>())
            stored(opcode == Opcode::ShortBinBytes ? Kind::Bytes : Kind::NativeString, *length);
        return;
    case Opcode::BinBytes:
        if (const auto length = number<std::uint32_t>())
            stored(Kind::Bytes, *length);
        return;
    case Opcode::BinString:
        if (const auto length = number<std::int32_t>()) {
            if (*length < 0)
                return bad_opcode("length");
            stored(Kind::NativeString, static_cast<std::uint64_t>(*length));
        }
        return;
    case Opcode::BinUnicode8:
    case Opcode::BinBytes8:
    case Opcode::ByteArray8:
        if (const auto length = number<std::uint64_t>())
            stored(opcode == Opcode::BinUnicode8  ? Kind::Text
                   : opcode == Opcode::ByteArray8 ? Kind::ByteArray
                                                  : Kind::Bytes,
                   *length);
        return;
    case Opcode::Long4:
        if (const auto length = number<std::int32_t>()) {
            if (*length < 0)
                return bad_opcode("length");
            long_integer(static_cast<std::uint64_t>(*length));
        }
        return;
    case Opcode::Int:
        return int_line();
    case Opcode::Long:
        return long_line();
    case Opcode::Float:
        return float_line();
    case Opcode::String:
        return string_line();
    case Opcode::Unicode:
        return unicode_line();
    case Opcode::Get:
        return get_line();
    case Opcode::Put:
        return put_line();
    default:
        return step_protocol2(opcode);
    }
}

void Machine::step_protocol2(Opcode opcode)
{
    switch (opcode) {
    case Opcode::PersId:
        return persistent_line();
    case Opcode::BinPersId:
        return persistent(pop());
    case Opcode::Ext1:
        if (const auto code = number<std::uint8_t>())
            extension(*code);
        return;
    case Opcode::Ext2:
        if (const auto code = number<std::uint16_t>())
            extension(*code);
        return;
    case Opcode::Ext4:
        if (const auto code = number<std::int32_t>())
            extension(*code);
        return;
    case Opcode::NextBuffer:
        return next_buffer();
    case Opcode::ReadonlyBuffer:
        static_cast<void>(top());
        return;
    default:
        return bad_opcode("opcode");
    }
}

// Frames and protocol ---------------------------------------------------------------------------

void Machine::leave_frame()
{
    if (m_at > m_frame_end)
        m_log.ambiguous(rules::frame_mismatch, m_at, {{"what", "straddle"}});
    m_frame_end = no_frame;
}

void Machine::frame()
{
    const auto length = number<std::uint64_t>();
    if (!length)
        return;
    if (m_frame_end != no_frame)
        m_log.ambiguous(rules::frame_mismatch, m_at, {{"what", "nested"}});
    m_frame_end = no_frame;
    // Loaders ask for the whole frame at once and give up.
    if (*length > m_window.remaining())
        damage(rules::frame_mismatch, {{"what", "end"}});
    else
        m_frame_end = m_window.offset() + *length;
}

void Machine::protocol()
{
    const auto version = number<std::uint8_t>();
    if (!version)
        return;
    if (*version > highest_protocol)
        damage(rules::unknown_protocol, {{"protocol", std::to_string(*version)}});
    m_level->stream.protocol = *version;
    m_level->stream.explicit_protocol = true;
}

void Machine::stop()
{
    const bool sound = has_item();
    const ObjectId root = pop();
    // Whatever lies under the result was built for nothing; that is legal.
    drop(m_level->stack_base);
    m_marks.shrink(m_level->mark_base);
    Stream& stream = m_level->stream;
    stream.root = root;
    stream.end = m_window.offset();
    stream.complete = sound;
    if (m_frame_end != no_frame && m_frame_end > stream.end)
        m_log.ambiguous(rules::frame_mismatch, m_at, {{"what", "end"}});
    m_frame_end = no_frame;
    if (m_levels.size() > 1)
        leave_nested(root);
    else
        m_done = true;
}

/// The pickle broke off: what is on the stack becomes the root as well as can be guessed.
void Machine::end_damaged()
{
    for (;;) {
        assume_rest();
        const std::size_t base = m_level->stack_base;
        const ObjectId root = m_stack.size() > base ? m_stack[base] : ObjectId::none;
        m_level->stream.root = root;
        if (m_level->stream.end == 0)
            m_level->stream.end = m_window.offset();
        if (m_levels.size() == 1)
            return;
        m_stack.shrink(base);
        m_marks.shrink(m_level->mark_base);
        leave_nested(root);
    }
}

// The stack ------------------------------------------------------------------------------------

ObjectId Machine::pop()
{
    if (!has_item()) [[unlikely]] {
        bad_operand("stack");
        return m_builder.missing(m_at);
    }
    const ObjectId id = m_stack.back();
    m_stack.shrink(m_stack.size() - 1);
    return id;
}

ObjectId Machine::top()
{
    if (!has_item()) [[unlikely]] {
        bad_operand("stack");
        push(m_builder.missing(m_at));
    }
    return m_stack.back();
}

void Machine::mark()
{
    m_marks.push_back(static_cast<std::uint32_t>(m_stack.size()));
    m_floor = m_stack.size();
}

void Machine::find_floor()
{
    m_floor = m_marks.size() > m_level->mark_base ? m_marks.back() : m_level->stack_base;
}

/// Removes the last mark: the index of the first item above it.
std::size_t Machine::pop_mark()
{
    if (m_marks.size() <= m_level->mark_base) [[unlikely]] {
        bad_operand("mark");
        return m_stack.size();
    }
    const std::size_t start = m_marks.back();
    m_marks.shrink(m_marks.size() - 1);
    find_floor();
    return start;
}

void Machine::pop_item()
{
    if (m_marks.size() > m_level->mark_base && m_marks.back() == m_stack.size()) {
        static_cast<void>(pop_mark());
        return;
    }
    if (!has_item())
        return bad_operand("stack");
    drop(m_stack.size() - 1);
}

/// Throws the items from `from` on away and remembers calls among them.
void Machine::drop(std::size_t from)
{
    for (std::size_t i = from; i < m_stack.size(); ++i) {
        if (m_builder.kind(m_stack[i]) == Kind::Constructed)
            m_log.dropped.push_back(m_stack[i]);
    }
    m_stack.shrink(std::min(from, m_stack.size()));
}

// Containers -----------------------------------------------------------------------------------

void Machine::append()
{
    const ObjectId item = pop();
    m_builder.operate(top(), OperationKind::Append, m_at, {&item, 1});
}

void Machine::append_many(OperationKind kind)
{
    const std::size_t start = pop_mark();
    const std::size_t count = m_stack.size() - start;
    if (start <= m_floor) {
        m_stack.shrink(start);
        return bad_operand("stack");
    }
    if (count > 0)
        m_builder.operate(m_stack[start - 1], kind, m_at, {m_stack.data() + start, count});
    m_stack.shrink(start);
}

void Machine::set_item()
{
    const ObjectId value = pop();
    const ObjectId key = pop();
    const ObjectId pair[] = {key, value};
    m_builder.operate(top(), OperationKind::SetItem, m_at, pair);
}

void Machine::set_many()
{
    const std::size_t items = m_marks.empty() ? 0 : m_stack.size() - m_marks.back();
    if (items % 2 != 0)
        bad_operand("operand");
    append_many(OperationKind::SetItems);
}

void Machine::collection(Kind kind)
{
    const std::size_t start = pop_mark();
    const std::span<const ObjectId> items(m_stack.data() + start, m_stack.size() - start);
    ObjectId made = ObjectId::none;
    if (kind == Kind::Tuple || kind == Kind::FrozenSet) {
        made = m_builder.fixed(kind, m_at, items);
    } else {
        if (kind == Kind::Dict && items.size() % 2 != 0)
            bad_operand("operand");
        made = kind == Kind::Dict ? m_builder.dict(m_at) : m_builder.list(m_at);
        if (!items.empty())
            m_builder.operate(made, OperationKind::Items, m_at, items);
    }
    m_stack.shrink(start);
    push(made);
}

void Machine::tuple(std::size_t count)
{
    while (m_stack.size() < m_floor + count) {
        bad_operand("stack");
        push(m_builder.missing(m_at));
    }
    const std::size_t start = m_stack.size() - count;
    const ObjectId made = m_builder.fixed(Kind::Tuple, m_at, {m_stack.data() + start, count});
    m_stack.shrink(start);
    push(made);
}

// Damage ---------------------------------------------------------------------------------------

void Machine::damage(std::string_view rule, Facts facts)
{
    m_log.damage(rule, m_at, std::move(facts));
}

void Machine::truncated(std::string_view what, std::uint64_t missing)
{
    Facts facts{{"what", std::string(what)}};
    if (missing > 0)
        facts.emplace_back("missing", std::to_string(missing));
    damage(rules::truncated, std::move(facts));
    m_done = true;
}

namespace {

std::string opcode_text(std::uint8_t opcode)
{
    static constexpr char digits[] = "0123456789abcdef";
    return {'0', 'x', digits[opcode >> 4], digits[opcode & 15]};
}

} // namespace

/// A loader would give up here; the machine reads on to see the rest.
void Machine::bad_operand(std::string_view what)
{
    m_log.underflows += what == "stack" || what == "mark" ? 1 : 0;
    damage(rules::bad_operand, {{"what", std::string(what)}, {"opcode", opcode_text(m_opcode)}});
}

void Machine::bad_opcode(std::string_view what)
{
    damage(rules::bad_opcode, {{"opcode", opcode_text(m_opcode)}, {"what", std::string(what)}});
    // Nothing behind it can be told apart.
    m_level->stream.end = m_at;
    m_done = true;
}

} // namespace strata::pickle
