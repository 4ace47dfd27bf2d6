// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/path_parts.h"

#include <algorithm>

namespace strata {

namespace {

char small_letter(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool are_same(char letter, char small)
{
    return small_letter(letter) == small;
}

/// Looks for text whose letters are small already.
bool holds(std::string_view text, std::string_view part)
{
    return std::search(text.begin(), text.end(), part.begin(), part.end(), are_same) != text.end();
}

bool starts(std::string_view text, std::string_view part)
{
    return text.size() >= part.size() &&
           std::equal(part.begin(), part.end(), text.begin(),
                      [](char small, char letter) { return are_same(letter, small); });
}

bool ends(std::string_view text, std::string_view part)
{
    return text.size() >= part.size() && starts(text.substr(text.size() - part.size()), part);
}

/// The last part begins the row's key, the first one ends that of a row above, and those between are
/// the keys of the rows between.
bool stands_across(const Tree& tree, NodeId node, const std::vector<std::string>& parts, bool leads)
{
    for (std::size_t i = parts.size(); i-- > 0;) {
        if (node == Tree::root)
            return leads && i == 0 && parts[0].empty();
        const std::string_view key = tree.text(tree.node(node).key);
        const bool last = i + 1 == parts.size();
        const bool fits = last     ? starts(key, parts[i])
                          : i == 0 ? ends(key, parts[i])
                                   : starts(key, parts[i]) && key.size() == parts[i].size();
        if (!fits)
            return false;
        node = tree.node(node).parent;
    }
    return true;
}

} // namespace

std::vector<bool> nodes_with_path_part(const Tree& tree, const std::string& words, std::size_t most)
{
    const std::size_t count = std::min(tree.size(), most);
    if (words.empty())
        return std::vector<bool>(count, true);
    std::vector<std::string> parts(1);
    for (const char letter : words) {
        if (letter == '/' || letter == tree.separator())
            parts.emplace_back();
        else
            parts.back() += small_letter(letter);
    }
    const std::string first = tree.empty() ? std::string() : tree.path(tree.child(Tree::root, 0));
    const bool leads = !first.empty() && first.front() == tree.separator();
    std::vector<bool> out(count, false);
    for (std::size_t i = 1; i < count; ++i) {
        const NodeId id{static_cast<std::uint32_t>(i)};
        const std::size_t parent = index(tree.node(id).parent);
        out[i] = (parent < i && out[parent]) ||
                 (parts.size() == 1 ? holds(tree.text(tree.node(id).key), parts.front())
                                    : stands_across(tree, id, parts, leads));
    }
    return out;
}

} // namespace strata
