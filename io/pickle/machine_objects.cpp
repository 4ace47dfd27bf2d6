// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/checked_calls.h"
#include "io/pickle/machine.h"
#include "io/pickle/rules.h"

namespace strata::pickle {

namespace {

/// A name longer than this is no name that any module has.
constexpr std::size_t longest_name = 4096;

std::size_t role(GlobalRole which)
{
    return static_cast<std::size_t>(which);
}

const char* kind_word(Kind kind)
{
    switch (kind) {
    case Kind::Missing:
        return "missing";
    case Kind::Constructed:
        return "constructed";
    case Kind::Global:
        return "global";
    case Kind::PersistentId:
        return "persistent";
    case Kind::Extension:
        return "extension";
    default:
        return "data";
    }
}

void count(NameCounts& counts, GlobalRole which, std::uint64_t offset)
{
    if (counts.counts[role(which)]++ == 0)
        counts.first_offsets[role(which)] = offset;
}

} // namespace

// Names -----------------------------------------------------------------------------------------

void Machine::push_name(GlobalId name)
{
    count(m_names.counts(name), GlobalRole::Imported, m_at);
    push(m_builder.global(m_at, name));
}

/// The two lines of GLOBAL and INST.
std::optional<GlobalId> Machine::name_lines()
{
    const auto module = line();
    if (!module)
        return std::nullopt;
    const std::string module_text(module->text.value_or("").substr(0, longest_name));
    const auto name = line();
    if (!name)
        return std::nullopt;
    return m_names.intern(module_text, name->text.value_or("").substr(0, longest_name));
}

void Machine::global()
{
    if (const auto name = name_lines())
        push_name(*name);
}

/// A STACK_GLOBAL operand as text; anything but a written text is a computed import.
std::optional<std::string> Machine::name_operand(ObjectId id, std::string_view operand)
{
    const Graph& graph = m_builder.graph();
    const Kind kind = graph.kind(id);
    if (kind == Kind::Text || kind == Kind::NativeString) {
        auto text = graph.read_text(id, longest_name);
        if (text)
            return *std::move(text);
    }
    // A loader has given up where the operand should have come from.
    if (kind == Kind::Missing) {
        m_log.unknown_names += m_log.underflows == 0 ? 1 : 0;
        return std::nullopt;
    }
    m_log.computed_import = true;
    m_log.import_of_result |= std::string_view(kind_word(kind)) != "data";
    m_log.findings.add(rules::computed_import, Severity::Error, Category::Security, m_at,
                       {{"operand", std::string(operand)}, {"kind", kind_word(kind)}});
    // Loaders insist on a str; the result of a call may be one, data of another kind is none.
    if (kind != Kind::Constructed)
        bad_operand("operand");
    return std::nullopt;
}

void Machine::stack_global()
{
    const ObjectId name_id = pop();
    const ObjectId module_id = pop();
    const auto module = name_operand(module_id, "module");
    const auto name = name_operand(name_id, "name");
    if (module && name)
        push_name(m_names.intern(*module, *name));
    else
        push(m_builder.missing(m_at));
}

// Calls -----------------------------------------------------------------------------------------

void Machine::note_called(ObjectId callable)
{
    const Kind kind = m_builder.kind(callable);
    if (kind == Kind::Global)
        return count(m_names.counts(m_builder.name_of(callable)), GlobalRole::Called, m_at);
    if (kind == Kind::Missing)
        return;
    m_log.needs_review = true;
    m_log.findings.add(rules::computed_call, Severity::Warning, Category::Security, m_at,
                       {{"kind", kind_word(kind)}});
}

void Machine::note_call(ObjectId call, ObjectId callable, ObjectId arguments)
{
    if (is_library_method(m_builder.graph(), callable))
        return m_log.checked_calls.push_back(call);
    note_called(callable);
    if (m_builder.kind(callable) != Kind::Global)
        return;
    const NameCounts& counts = m_names.counts(m_builder.name_of(callable));
    if (counts.says_size)
        m_log.sized_calls.push_back(call);
    switch (counts.meaning) {
    case NameMeaning::MakesClassOfFirstArgument: {
        // _reconstructor(class, base, state) also calls the base, None when state is none.
        const Graph& graph = m_builder.graph();
        if (graph.kind(arguments) != Kind::Tuple)
            return note_called(arguments); // arguments that are computed too
        const ObjectId made = graph.item(arguments, 0);
        if (graph.contains(made))
            note_called(made);
        if (wrapper_meaning(call) == NameMeaning::FileWrapper)
            m_log.external_wrappers.push_back(call);
        if (const ObjectId base = graph.item(arguments, 1); graph.is(base, Kind::Global))
            note_called(base);
        return;
    }
    case NameMeaning::CallsFirstAndMatters:
        m_log.checked_calls.push_back(call);
        [[fallthrough]];
    case NameMeaning::CallsFirstArgument:
        if (m_builder.graph().kind(arguments) != Kind::Tuple)
            return note_called(arguments);
        if (const ObjectId called = m_builder.graph().item(arguments, 0);
            m_builder.graph().contains(called))
            note_called(called);
        return;
    case NameMeaning::ArgumentsMatter:
        m_log.checked_calls.push_back(call);
        return;
    case NameMeaning::FileWrapper:
        m_log.external_wrappers.push_back(call);
        return;
    default:
        return;
    }
}

void Machine::construct(Construction how, ObjectId callable, ObjectId arguments, ObjectId keywords)
{
    const ObjectId made = m_builder.constructed(m_at, how, callable, arguments);
    if (keywords != ObjectId::none)
        m_builder.operate(made, OperationKind::Keywords, m_at, {&keywords, 1});
    note_call(made, callable, arguments);
    push(made);
}

void Machine::reduce(Construction how)
{
    const ObjectId arguments = pop();
    const ObjectId callable = pop();
    construct(how, callable, arguments);
}

void Machine::reduce_with_keywords()
{
    const ObjectId keywords = pop();
    const ObjectId arguments = pop();
    const ObjectId callable = pop();
    construct(Construction::NewObjEx, callable, arguments, keywords);
}

void Machine::instance_by_name()
{
    const auto name = name_lines();
    if (!name)
        return;
    count(m_names.counts(*name), GlobalRole::Imported, m_at);
    const ObjectId callable = m_builder.global(m_at, *name);
    collection(Kind::Tuple);
    construct(Construction::Inst, callable, pop());
}

void Machine::instance_by_object()
{
    const std::size_t start = pop_mark();
    if (start >= m_stack.size()) {
        bad_operand("stack");
        return push(m_builder.missing(m_at));
    }
    const ObjectId callable = m_stack[start];
    const std::span<const ObjectId> rest(m_stack.data() + start + 1, m_stack.size() - start - 1);
    const ObjectId arguments = m_builder.fixed(Kind::Tuple, m_at, rest);
    m_stack.shrink(start);
    construct(Construction::Obj, callable, arguments);
}

/// The state of what everybody shares is set as if by its name.
void Machine::note_shared_state(ObjectId target)
{
    ObjectId callable = m_builder.graph().callable(target);
    if (is_library_method(m_builder.graph(), callable))
        callable = m_builder.graph().callable(callable);
    if (m_builder.kind(callable) != Kind::Global)
        return;
    NameCounts& counts = m_names.counts(m_builder.name_of(callable));
    if (counts.returns_shared)
        count(counts, GlobalRole::Built, m_at);
}

void Machine::build()
{
    const ObjectId state = pop();
    const ObjectId target = top();
    m_builder.operate(target, OperationKind::Build, m_at, {&state, 1});
    if (m_builder.kind(target) == Kind::Global)
        return count(m_names.counts(m_builder.name_of(target)), GlobalRole::Built, m_at);
    if (m_builder.kind(target) != Kind::Constructed)
        return;
    note_shared_state(target);
    if (!m_options.joblib_arrays)
        return;
    if (wrapper_meaning(target) == NameMeaning::InlineWrapper)
        inline_array(target);
}

// What the loading program supplies -------------------------------------------------------------

void Machine::persistent_line()
{
    const auto text = line();
    if (!text)
        return;
    const bool pooled = text->text && text->length <= Graph::pooled_text;
    if (pooled)
        text_in_source(Kind::Text, Form::Plain, text->offset, text->length, *text->text);
    else
        push(m_builder.stored(Kind::Text, m_at, Form::Plain, text->offset, text->length));
    persistent(pop());
}

void Machine::persistent(ObjectId id)
{
    if (m_options.persistent_ids) {
        if (const auto known = m_options.persistent_ids(m_builder.graph(), id))
            return push(*known != ObjectId::none ? *known : m_builder.persistent(m_at, id));
    }
    m_log.needs_review = true;
    const ObjectId object = m_builder.persistent(m_at, id);
    if (m_log.persistent_ids++ == 0)
        m_log.first_persistent_id = object;
    push(object);
}

void Machine::extension(std::int64_t code)
{
    if (code <= 0)
        bad_operand("operand");
    m_log.needs_review = true;
    const auto number = static_cast<std::uint32_t>(code);
    const auto [entry, is_new] = m_log.extension_codes.try_emplace(number, 0, m_at);
    ++entry->second.first;
    push(m_builder.extension(m_at, number));
}

void Machine::next_buffer()
{
    if (m_log.external_buffers == 0)
        m_log.first_external_buffer = m_at;
    push(m_builder.external_buffer(m_at, static_cast<std::uint32_t>(m_log.external_buffers++)));
}

} // namespace strata::pickle
