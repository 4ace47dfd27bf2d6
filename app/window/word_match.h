// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata {

/// Finds texts by the starts of their words: "d1k" and "den ker" find "dense_1/kernel". A word
/// starts after anything that is no letter or digit, at a capital after a small letter, and where
/// digits and letters meet. Letter case does not matter.
class WordMatch {
public:
    /// What a person typed.
    explicit WordMatch(std::string_view typed);

    [[nodiscard]] bool empty() const { return m_letters.empty(); }

    /// Starts of the words of `text` from `from` on, added to `starts`.
    static void add_starts(std::string_view text, std::size_t from,
                           std::vector<std::uint32_t>& starts);

    /// How well `text` fits, more is better; nothing when it does not. The last word that is found
    /// must start at `own` or behind: a row is not found by the names of what it lies in alone.
    /// `starts` are those of the whole text.
    [[nodiscard]] std::optional<int>
    score(std::string_view text, const std::vector<std::uint32_t>& starts, std::size_t own) const;
    [[nodiscard]] std::optional<int> score(std::string_view text) const;

private:
    struct Search;

    std::string m_letters;      ///< in small letters, without what parts words
    std::vector<bool> m_parted; ///< per letter: a new word begins here
};

} // namespace strata
