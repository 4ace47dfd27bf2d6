// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/word_match.h"

#include <algorithm>
#include <array>

namespace strata {

namespace {

/// Longer queries and texts of more words are cut: nobody types them, and a search stays quick.
constexpr std::size_t most_letters = 64;
constexpr std::size_t most_words = 64;

constexpr int whole_text_bonus = 400;
constexpr int own_name_bonus = 200;
constexpr int skipped_word_cost = 10;

/// Bytes of letters beyond ASCII count as letters.
bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_word(std::string_view text, std::size_t at)
{
    const char c = text[at];
    if (!is_letter(c) && !is_digit(c))
        return false;
    if (at == 0)
        return true;
    const char before = text[at - 1];
    if (is_digit(c))
        return !is_digit(before);
    const bool capital = c >= 'A' && c <= 'Z';
    const bool small_before = before >= 'a' && before <= 'z';
    return !is_letter(before) || (capital && small_before);
}

} // namespace

WordMatch::WordMatch(std::string_view typed)
{
    bool parted = false;
    for (const char c : typed) {
        if (!is_letter(c) && !is_digit(c)) {
            parted = true;
            continue;
        }
        if (m_letters.size() == most_letters)
            break;
        m_letters.push_back(lower(c));
        m_parted.push_back(parted);
        parted = false;
    }
}

void WordMatch::add_starts(std::string_view text, std::size_t from,
                           std::vector<std::uint32_t>& starts)
{
    for (std::size_t at = from; at < text.size(); ++at) {
        if (starts_word(text, at))
            starts.push_back(static_cast<std::uint32_t>(at));
    }
}

/// One text that is tried. Which (letter, word) cannot lead to an end is kept, so the work is
/// bounded by their product.
struct WordMatch::Search {
    const WordMatch& query;
    std::string_view text;
    const std::uint32_t* starts;
    std::size_t words;
    std::size_t own;
    std::array<std::uint64_t, most_letters> dead{};
    std::size_t first_word = 0;
    std::size_t last_word = 0;

    bool match(std::size_t letter, std::size_t word)
    {
        for (; word < words; ++word) {
            if (dead[letter] & (std::uint64_t{1} << word))
                continue;
            for (std::size_t length = longest(letter, word); length > 0; --length) {
                if (ends_at(letter + length, word) || (letter + length < query.m_letters.size() &&
                                                       match(letter + length, word + 1))) {
                    if (letter == 0)
                        first_word = word;
                    return true;
                }
            }
            dead[letter] |= std::uint64_t{1} << word;
        }
        return false;
    }

    bool ends_at(std::size_t letter, std::size_t word)
    {
        if (letter != query.m_letters.size() || starts[word] < own)
            return false;
        last_word = word;
        return true;
    }

    /// How many letters of the query a word begins with.
    [[nodiscard]] std::size_t longest(std::size_t letter, std::size_t word) const
    {
        std::size_t length = 0;
        const std::size_t end = word + 1 < words ? starts[word + 1] : text.size();
        while (letter + length < query.m_letters.size() && starts[word] + length < end &&
               lower(text[starts[word] + length]) == query.m_letters[letter + length] &&
               (length == 0 || !query.m_parted[letter + length]))
            ++length;
        return length;
    }
};

std::optional<int> WordMatch::score(std::string_view text, const std::vector<std::uint32_t>& starts,
                                    std::size_t own) const
{
    if (empty() || starts.empty())
        return std::nullopt;
    // The last words of a long path are the telling ones.
    const std::size_t words = std::min(starts.size(), most_words);
    Search search{*this, text, starts.data() + (starts.size() - words), words, own};
    if (!search.match(0, 0))
        return std::nullopt;
    int score = 1000;
    const std::size_t span = search.last_word - search.first_word + 1;
    score -= skipped_word_cost * static_cast<int>(span);
    score -= static_cast<int>(std::min<std::size_t>(text.size(), 200)) / 4;
    if (search.starts[search.first_word] == own)
        score += own_name_bonus;
    if (text.size() - own == m_letters.size())
        score += whole_text_bonus;
    return score;
}

std::optional<int> WordMatch::score(std::string_view text) const
{
    std::vector<std::uint32_t> starts;
    add_starts(text, 0, starts);
    return score(text, starts, 0);
}

} // namespace strata
