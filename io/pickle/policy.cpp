// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/policy.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace strata::pickle {

namespace {

using Key = std::pair<std::string_view, std::string_view>;

struct KeyHash {
    std::size_t operator()(const Key& key) const
    {
        const std::hash<std::string_view> hash;
        return hash(key.first) * 31 + hash(key.second);
    }
};

using AllowedIndex = std::unordered_map<Key, Use, KeyHash>;
using DangerousIndex = std::unordered_map<Key, std::string_view, KeyHash>;

void add_names(AllowedIndex& index, const ListedNames& row)
{
    std::string_view rest = row.names;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        const auto [entry, is_new] =
            index.try_emplace(Key{row.module, rest.substr(0, end)}, row.use);
        if (!is_new && row.use == Use::Call)
            entry->second = Use::Call;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

const AllowedIndex& allowed_index()
{
    static const AllowedIndex index = [] {
        AllowedIndex made;
        made.reserve(8192);
        for (const auto list :
             {allowed_python_names(), allowed_numpy_names(), allowed_library_names(),
              allowed_sklearn_names(), allowed_torch_names()}) {
            for (const ListedNames& row : list)
                add_names(made, row);
        }
        return made;
    }();
    return index;
}

const DangerousIndex& dangerous_index()
{
    static const DangerousIndex index = [] {
        DangerousIndex made;
        for (const DangerousName& row : dangerous_names())
            made.emplace(Key{row.module, row.name}, row.why);
        return made;
    }();
    return index;
}

std::string_view dangerous_module(std::string_view module)
{
    // "os.path.x" is below "os".
    for (;;) {
        const auto found = dangerous_index().find(Key{module, "*"});
        if (found != dangerous_index().end())
            return found->second;
        const auto dot = module.rfind('.');
        if (dot == std::string_view::npos)
            return {};
        module = module.substr(0, dot);
    }
}

/// Parts of a dotted name that lead out of any module and class.
constexpr std::array<std::string_view, 14> escapes{
    "__globals__", "__builtins__", "__subclasses__",   "__class__",  "__base__",
    "__bases__",   "__mro__",      "__getattribute__", "__code__",   "__dict__",
    "__loader__",  "__spec__",     "__import__",       "__closure__"};

std::string_view why_exactly(std::string_view module, std::string_view name)
{
    const auto found = dangerous_index().find(Key{module, name});
    if (found != dangerous_index().end())
        return found->second;
    return dangerous_module(module);
}

/// Why a dotted name is dangerous by one of its parts: any tail may be a module's own name
/// ("pathlib" "os.system"), and any head may be the dangerous thing itself ("eval.__call__").
std::string_view why_in_parts(std::string_view module, std::string_view name)
{
    if (const auto why = why_exactly(module, name); !why.empty())
        return why;
    for (std::size_t start = 0; start <= name.size();) {
        const auto dot = std::min(name.find('.', start), name.size());
        const std::string_view part = name.substr(start, dot - start);
        if (std::find(escapes.begin(), escapes.end(), part) != escapes.end())
            return "attribute";
        if (dot < name.size()) {
            if (const auto why = why_exactly(module, name.substr(0, dot)); !why.empty())
                return why;
            if (const auto why = dangerous_module(part); !why.empty())
                return why;
            if (const auto why = why_exactly(part, name.substr(dot + 1)); !why.empty())
                return why;
        }
        start = dot + 1;
    }
    return {};
}

} // namespace

std::optional<Use> find_allowed(std::string_view module, std::string_view name)
{
    const auto found = allowed_index().find(Key{module, name});
    if (found == allowed_index().end())
        return std::nullopt;
    return found->second;
}

std::string_view why_dangerous(const GlobalName& name)
{
    if (const auto why = why_in_parts(name.module, name.name); !why.empty())
        return why;
    return why_in_parts(name.raw_module, name.raw_name);
}

} // namespace strata::pickle
