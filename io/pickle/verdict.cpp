// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/verdict.h"

#include "io/base/limits.h"
#include "io/pickle/checked_calls.h"
#include "io/pickle/policy.h"
#include "io/pickle/rules.h"
#include "io/pickle/team_names.h"
#include "io/pickle/value_of.h"

#include <algorithm>

namespace strata::pickle {

namespace {

constexpr auto imported = static_cast<std::size_t>(GlobalRole::Imported);
constexpr auto called = static_cast<std::size_t>(GlobalRole::Called);
constexpr auto built = static_cast<std::size_t>(GlobalRole::Built);

/// Of calls written out: how many in a file, and of each so many arguments, so deep and so long.
constexpr std::size_t most_calls_written = 20;
constexpr std::size_t most_arguments = 8;
constexpr int argument_depth = 4;
constexpr std::size_t longest_argument = 400;

Trust worse(Trust a, Trust b)
{
    return std::max(a, b);
}

/// The role that says most about a use: setting attributes, then calling.
std::size_t strongest_role(const GlobalUse& use)
{
    return use.counts[built] ? built : use.counts[called] ? called : imported;
}

bool is_getattr(const GlobalName& name)
{
    return name.module == "builtins" && name.name == "getattr";
}

Facts facts_of(const GlobalUse& use, std::string_view why)
{
    const std::size_t role = strongest_role(use);
    Facts facts{{"name", use.name.qualified()}};
    if (use.name.raw_qualified() != use.name.qualified())
        facts.emplace_back("raw_name", use.name.raw_qualified());
    facts.emplace_back("role", global_role_name(static_cast<GlobalRole>(role)));
    facts.emplace_back("count", std::to_string(use.counts[role]));
    if (!why.empty())
        facts.emplace_back("why", why);
    if (use.nested)
        facts.emplace_back("nested", "yes");
    if (role == built && returns_shared(use.name.qualified()))
        facts.emplace_back("what", "shared");
    return facts;
}

Facts facts_of(const GlobalUse& use, std::string_view why, const std::string& call)
{
    Facts facts = facts_of(use, why);
    if (!call.empty())
        facts.emplace_back("call", call);
    return facts;
}

/// A call as Python's code: "os.system('id')". Empty when its arguments are not written out.
std::string call_text(const Graph& graph, ObjectId call, const GlobalName& name)
{
    const ObjectId arguments = graph.arguments(call);
    if (!graph.is(arguments, Kind::Tuple))
        return {};
    std::vector<ObjectId> items;
    graph.append_children(arguments, items);
    ValueOptions options;
    options.depth = argument_depth;
    options.items = most_arguments;
    std::string text = name.qualified() + '(';
    for (std::size_t i = 0; i < std::min(items.size(), most_arguments); ++i)
        text += (i == 0 ? "" : ", ") + value_of(graph, items[i], options).repr(longest_argument);
    return text + (items.size() > most_arguments ? ", …)" : ")");
}

/// The name is called as its library calls it, but for the arguments.
Facts with_arguments(Facts facts)
{
    facts.emplace_back("what", "arguments");
    return facts;
}

Facts facts_of(const ExhaustingCalls& calls)
{
    Facts facts{{"name", calls.name}, {"count", std::to_string(calls.count)}};
    if (calls.items != ExhaustingCalls::endless)
        facts.emplace_back("items", std::to_string(calls.items));
    facts.emplace_back("limit", "called_items");
    facts.emplace_back("value", std::to_string(limits::called_items));
    return facts;
}

} // namespace

const char* global_role_name(GlobalRole role)
{
    switch (role) {
    case GlobalRole::Imported:
        return "imported";
    case GlobalRole::Called:
        return "called";
    case GlobalRole::Built:
        return "built";
    }
    return "imported";
}

/// Trust of a name in the roles that it has. Being on the list for one thing says nothing of another.
void VerdictMaker::judge(Pending& pending)
{
    GlobalUse& use = pending.use;
    const std::optional<Use> listed = find_allowed(use.name.module, use.name.name);
    pending.why = why_dangerous(use.name);
    const bool only_named = listed && (*listed == Use::Call || use.counts[called] == 0);
    if (!pending.why.empty() && !only_named) {
        use.trust = Trust::Dangerous;
        return;
    }
    use.by_team = !listed && is_team_name(use.name.qualified());
    use.trust = listed || use.by_team ? Trust::Trusted : Trust::Review;
    if (use.counts[built] > 0) {
        // Attributes set on a module's own function or class change the running program.
        pending.listed_use = false;
        use.trust = Trust::Dangerous;
    } else if (listed && use.counts[called] > 0 && *listed != Use::Call) {
        pending.listed_use = false;
        use.trust = Trust::Review;
    }
}

/// Looks at the calls whose arguments decide, and lets the worst of them judge the name.
void VerdictMaker::check_calls(std::vector<Pending>& uses, const Graph& graph,
                               const MachineLog& log)
{
    std::unordered_map<std::uint32_t, Trust> worst;
    for (const ObjectId call : log.checked_calls) {
        // A method's call counts for the getattr that found it.
        ObjectId callable = graph.callable(call);
        if (graph.is(callable, Kind::Constructed))
            callable = graph.callable(callable);
        const auto name = static_cast<std::uint32_t>(graph.global_id(callable));
        const auto [entry, is_new] = worst.try_emplace(name, Trust::Trusted);
        entry->second = worse(entry->second, trust_of_call(graph, call));
    }
    for (const auto& [name, trust] : worst) {
        Pending& pending = uses[name];
        if (is_getattr(pending.use.name) && pending.use.counts[built] == 0) {
            pending.use.trust = trust;
            pending.checked = trust != Trust::Review;
        } else {
            pending.checked = trust == Trust::Trusted;
            pending.use.trust = worse(pending.use.trust, trust);
        }
    }
}

void VerdictMaker::add(const Graph& graph, const NameTable& names, const MachineLog& log,
                       const Origin& origin)
{
    std::vector<Pending> uses(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const NameCounts& counts = names.counts(static_cast<GlobalId>(i));
        GlobalUse& use = uses[i].use;
        use.name = graph.globals()[i];
        use.nested = origin.nested;
        for (std::size_t role = 0; role < use.counts.size(); ++role) {
            use.counts[role] = counts.counts[role];
            use.first_offsets[role] =
                origin.place.value_or(counts.first_offsets[role] + origin.shift);
        }
        judge(uses[i]);
    }
    check_calls(uses, graph, log);
    if (origin.nested)
        write_calls(uses, graph, names);
    for (ExhaustingCalls& calls : exhausting_calls(graph, names, log)) {
        calls.offset = origin.place.value_or(calls.offset + origin.shift);
        m_exhausting.push_back(std::move(calls));
        worsen(Trust::Review);
    }
    for (Pending& use : uses)
        merge(std::move(use));
    if (log.computed_import)
        m_trust = Trust::Dangerous;
    if (log.needs_review)
        m_trust = worse(m_trust, Trust::Review);
}

/// The first call of each name that is not trusted.
void VerdictMaker::write_calls(std::vector<Pending>& uses, const Graph& graph,
                               const NameTable& names)
{
    std::unordered_map<std::uint64_t, std::size_t> wanted; // by offset
    for (std::size_t i = 0; i < uses.size(); ++i) {
        const GlobalUse& use = uses[i].use;
        if (use.trust != Trust::Trusted && use.counts[called] > 0)
            wanted.emplace(names.counts(static_cast<GlobalId>(i)).first_offsets[called], i);
    }
    for (std::size_t i = 0; i < graph.size() && !wanted.empty(); ++i) {
        const auto id = static_cast<ObjectId>(i);
        const auto at =
            graph.is(id, Kind::Constructed) ? wanted.find(graph.offset(id)) : wanted.end();
        if (at == wanted.end() || m_calls_written >= most_calls_written)
            continue;
        ++m_calls_written;
        Pending& pending = uses[at->second];
        pending.call = call_text(graph, id, pending.use.name);
        wanted.erase(at);
    }
}

void VerdictMaker::worsen(Trust trust)
{
    m_trust = worse(m_trust, trust);
}

void VerdictMaker::merge(Pending pending)
{
    m_trust = worse(m_trust, pending.use.trust);
    const std::string key = pending.use.name.raw_module + '\n' + pending.use.name.raw_name;
    const auto [entry, is_new] = m_index.try_emplace(key, m_uses.size());
    if (is_new) {
        m_uses.push_back(std::move(pending));
        return;
    }
    Pending& known = m_uses[entry->second];
    for (std::size_t role = 0; role < known.use.counts.size(); ++role) {
        if (known.use.counts[role] == 0)
            known.use.first_offsets[role] = pending.use.first_offsets[role];
        known.use.counts[role] += pending.use.counts[role];
    }
    // What a row tells needs no words of its own.
    known.call = known.use.nested && pending.use.nested
                     ? (known.call.empty() ? pending.call : known.call)
                     : std::string();
    known.use.trust = worse(known.use.trust, pending.use.trust);
    known.use.nested &= pending.use.nested;
    known.listed_use &= pending.listed_use;
    known.checked &= pending.checked;
}

void VerdictMaker::finish(FindingLog& findings)
{
    for (Pending& pending : m_uses) {
        const GlobalUse& use = pending.use;
        const std::uint64_t offset = use.first_offsets[strongest_role(use)];
        const bool odd_use = !pending.listed_use || !pending.checked;
        if (use.trust == Trust::Dangerous && pending.listed_use)
            findings.add(rules::dangerous_global, Severity::Error, Category::Security, offset,
                         facts_of(use, pending.why, pending.call));
        else if (odd_use && use.trust != Trust::Trusted)
            findings.add(rules::unlisted_use,
                         use.trust == Trust::Dangerous ? Severity::Error : Severity::Warning,
                         Category::Security, offset,
                         pending.listed_use ? with_arguments(facts_of(use, {}, pending.call))
                                            : facts_of(use, {}, pending.call));
        else if (use.trust == Trust::Review)
            findings.add(rules::unlisted_global, Severity::Warning, Category::Security, offset,
                         facts_of(use, {}, pending.call));
        else if (use.by_team)
            findings.add(rules::team_name, Severity::Note, Category::Security, offset,
                         facts_of(use, {}));
        m_document.globals.push_back(use);
    }
    for (const ExhaustingCalls& calls : m_exhausting)
        findings.add(rules::exhausting_call, Severity::Warning, Category::Security, calls.offset,
                     facts_of(calls));
    m_document.verdict.trust = m_trust;
}

} // namespace strata::pickle
