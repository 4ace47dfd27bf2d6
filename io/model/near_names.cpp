// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/near_names.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace strata {

namespace {

constexpr std::size_t most_names_compared = 20'000;
constexpr std::size_t longest_name_compared = 120;

/// Levenshtein's distance: letters that are added, taken away or changed.
std::size_t letters_apart(std::string_view left, std::string_view right)
{
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t changed = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::vector<std::string> near_names(std::string_view wanted, std::span<const std::string> names,
                                    std::size_t most)
{
    if (wanted.empty() || wanted.size() > longest_name_compared)
        return {};
    const std::size_t farthest = std::max<std::size_t>(1, wanted.size() / 3);
    std::vector<std::pair<std::size_t, std::string_view>> found;
    for (const std::string& name : names.first(std::min(names.size(), most_names_compared))) {
        if (name.size() > longest_name_compared)
            continue;
        const std::size_t apart = letters_apart(wanted, name);
        if (apart <= farthest || name.starts_with(wanted))
            found.emplace_back(apart, name);
    }
    std::ranges::stable_sort(found, {}, &std::pair<std::size_t, std::string_view>::first);
    std::vector<std::string> out;
    for (const auto& [apart, name] : found) {
        if (out.size() < most && std::ranges::find(out, name) == out.end())
            out.emplace_back(name);
    }
    return out;
}

} // namespace strata
