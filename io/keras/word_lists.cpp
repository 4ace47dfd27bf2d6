// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/word_lists.h"

#include "io/model/near_names.h"

#include <algorithm>

namespace strata::keras {

namespace {

constexpr std::size_t names_listed = 4;

} // namespace

bool holds_word(std::string_view list, std::string_view word)
{
    const std::size_t at = (' ' + std::string(list) + ' ').find(' ' + std::string(word) + ' ');
    return !word.empty() && word.find(' ') == word.npos && at != std::string::npos;
}

std::vector<std::string> words_in(std::string_view list)
{
    std::vector<std::string> words;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        words.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return words;
}

std::string some_of(std::string_view list, const std::string& wanted)
{
    const std::vector<std::string> words = words_in(list);
    std::vector<std::string> shown = near_names(wanted, words);
    for (const std::string& word : words) {
        if (shown.size() < names_listed && std::ranges::find(shown, word) == shown.end())
            shown.push_back(word);
    }
    std::string text;
    for (const std::string& word : shown)
        text += (text.empty() ? "'" : ", '") + word + '\'';
    if (words.size() > shown.size())
        text += " and " + std::to_string(words.size() - shown.size()) + " more";
    return text;
}

} // namespace strata::keras
