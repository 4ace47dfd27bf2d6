// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/team_names.h"

#include "io/pickle/policy.h"

#include <algorithm>
#include <functional>
#include <set>

namespace strata::pickle {

namespace {

using TeamNames = std::set<std::string, std::less<>>;

TeamNames& team_names()
{
    static TeamNames names;
    return names;
}

std::string_view trimmed(std::string_view line)
{
    constexpr std::string_view blanks = " \t\r";
    line = line.substr(0, line.find('#'));
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    return line.substr(0, line.find_last_not_of(blanks) + 1);
}

bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

/// A module and a name in it, all written out.
bool is_exact_name(std::string_view name)
{
    return name.find('.') != std::string_view::npos && name.front() != '.' && name.back() != '.' &&
           name.find("..") == std::string_view::npos &&
           std::all_of(name.begin(), name.end(), is_name_character);
}

bool is_known_danger(std::string_view name)
{
    const std::size_t dot = name.rfind('.');
    const std::string module(name.substr(0, dot));
    const std::string last(name.substr(dot + 1));
    return !why_dangerous({module, last, module, last}).empty();
}

} // namespace

Result<std::vector<std::string>> parse_team_names(std::string_view text)
{
    std::vector<std::string> names;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view name = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (name.empty())
            continue;
        const std::string line = "line " + std::to_string(number) + ", " + std::string(name) + ", ";
        if (!is_exact_name(name))
            return fail(ErrorCode::BadArgument, line + "is no exact name of a module and a class");
        if (is_known_danger(name))
            return fail(ErrorCode::BadArgument, line + "is known to be dangerous");
        names.emplace_back(name);
    }
    return names;
}

void allow_team_names(std::vector<std::string> names)
{
    team_names() = TeamNames(names.begin(), names.end());
}

bool is_team_name(std::string_view qualified_name)
{
    return team_names().contains(qualified_name);
}

} // namespace strata::pickle
