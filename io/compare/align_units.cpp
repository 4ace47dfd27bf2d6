// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/content_sample.h"
#include "io/compare/matcher.h"

#include <algorithm>
#include <map>

namespace strata {

namespace {

using Places = std::pair<std::size_t, std::size_t>;

/// How much speaks for two units to be the same; 0: nothing does. A unit with tensors outweighs any
/// without, and a shared name decides among several of one shape.
std::uint32_t likeness(const PlacedUnit& left, const PlacedUnit& right)
{
    if (left.signature != right.signature || left.has_tensors != right.has_tensors)
        return 0;
    std::uint32_t points = left.has_tensors ? 16 : 2;
    if (left.name == right.name)
        points += 3;
    else if (split_number(left.name).stem == split_number(right.name).stem)
        points += 1;
    constexpr double noise = 0.3; // of few values
    const double alike = sketch_likeness(left.sketch, right.sketch);
    if (alike > noise)
        points += static_cast<std::uint32_t>(alike * 16);
    return points;
}

/// One part of the two runs.
struct Run {
    std::span<const PlacedUnit> left;
    std::span<const PlacedUnit> right;
    std::size_t left_at = 0;
    std::size_t right_at = 0;
};

/// Pairs of units that are the only ones of their kind on both sides.
std::vector<Places> anchors(const Run& run)
{
    struct Count {
        std::size_t left = 0;
        std::size_t right = 0;
        Places at;
    };
    std::map<std::pair<std::uint64_t, std::string_view>, Count> kinds;
    for (std::size_t i = 0; i < run.left.size(); ++i) {
        Count& count = kinds[{run.left[i].signature, run.left[i].name}];
        ++count.left;
        count.at.first = i;
    }
    for (std::size_t j = 0; j < run.right.size(); ++j) {
        Count& count = kinds[{run.right[j].signature, run.right[j].name}];
        ++count.right;
        count.at.second = j;
    }
    std::vector<Places> unique;
    for (const auto& [kind, count] : kinds) {
        if (count.left == 1 && count.right == 1)
            unique.push_back(count.at);
    }
    std::sort(unique.begin(), unique.end());
    return rising_pairs(unique);
}

/// What is too long to weigh and has no anchor: each unit takes the next one of its signature.
void take_in_order(const Run& run, std::vector<Places>& found)
{
    std::map<std::uint64_t, std::vector<std::size_t>> places;
    for (std::size_t j = 0; j < run.right.size(); ++j)
        places[run.right[j].signature].push_back(j);
    // A unit is not worth leaping over very many others.
    constexpr std::size_t leap = 256;
    std::size_t cursor = 0;
    for (std::size_t i = 0; i < run.left.size(); ++i) {
        const auto same = places.find(run.left[i].signature);
        if (same == places.end())
            continue;
        const auto next = std::lower_bound(same->second.begin(), same->second.end(), cursor);
        if (next == same->second.end() || *next - cursor > leap)
            continue;
        found.emplace_back(run.left_at + i, run.right_at + *next);
        cursor = *next + 1;
    }
}

Run part_of(const Run& run, Places from, Places to)
{
    return {run.left.subspan(from.first, to.first - from.first),
            run.right.subspan(from.second, to.second - from.second), run.left_at + from.first,
            run.right_at + from.second};
}

} // namespace

std::vector<Places> best_alignment(std::size_t left, std::size_t right, const PairPoints& points)
{
    const std::size_t width = right + 1;
    std::vector<std::uint32_t> of_pair(left * right, 0);
    std::vector<std::uint32_t> best((left + 1) * width, 0);
    for (std::size_t i = left; i-- > 0;) {
        for (std::size_t j = right; j-- > 0;) {
            const std::uint32_t here = of_pair[i * right + j] = points(i, j);
            std::uint32_t& most = best[i * width + j];
            most = std::max(best[(i + 1) * width + j], best[i * width + j + 1]);
            if (here != 0)
                most = std::max(most, here + best[(i + 1) * width + j + 1]);
        }
    }
    std::vector<Places> found;
    for (std::size_t i = 0, j = 0; i < left && j < right;) {
        const std::uint32_t here = of_pair[i * right + j];
        const std::uint32_t most = best[i * width + j];
        if (here != 0 && most == here + best[(i + 1) * width + j + 1])
            found.emplace_back(i++, j++);
        else if (most == best[(i + 1) * width + j])
            ++i;
        else
            ++j;
    }
    return found;
}

std::vector<Places> rising_pairs(const std::vector<Places>& pairs)
{
    // Patience sorting: the last pair of the best run of each length, and the one before each.
    constexpr std::size_t none = ~std::size_t{0};
    std::vector<std::size_t> ends;
    std::vector<std::size_t> before(pairs.size(), none);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto place = std::lower_bound(
            ends.begin(), ends.end(), pairs[i].second,
            [&](std::size_t end, std::size_t second) { return pairs[end].second < second; });
        if (place != ends.begin())
            before[i] = *(place - 1);
        if (place == ends.end())
            ends.push_back(i);
        else
            *place = i;
    }
    std::vector<Places> rising;
    for (std::size_t at = ends.empty() ? none : ends.back(); at != none; at = before[at])
        rising.push_back(pairs[at]);
    std::reverse(rising.begin(), rising.end());
    return rising;
}

std::vector<Places> align_units(std::span<const PlacedUnit> left, std::span<const PlacedUnit> right,
                                CellBudget& cells)
{
    std::vector<Places> found;
    std::vector<Run> todo = {{left, right, 0, 0}};
    while (!todo.empty()) {
        const Run run = todo.back();
        todo.pop_back();
        if (run.left.empty() || run.right.empty())
            continue;
        if (cells.take(run.left.size(), run.right.size())) {
            for (const auto& [i, j] : best_alignment(
                     run.left.size(), run.right.size(), [&](std::size_t one, std::size_t other) {
                         return likeness(run.left[one], run.right[other]);
                     }))
                found.emplace_back(run.left_at + i, run.right_at + j);
            continue;
        }
        const std::vector<Places> fixed = anchors(run);
        if (fixed.empty()) {
            take_in_order(run, found);
            continue;
        }
        Places from = {0, 0};
        for (const Places& anchor : fixed) {
            found.emplace_back(run.left_at + anchor.first, run.right_at + anchor.second);
            todo.push_back(part_of(run, from, anchor));
            from = {anchor.first + 1, anchor.second + 1};
        }
        todo.push_back(part_of(run, from, {run.left.size(), run.right.size()}));
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace strata
