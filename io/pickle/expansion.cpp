// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/expansion.h"

#include <unordered_map>
#include <vector>

namespace strata::pickle {

namespace {

struct Visit {
    ObjectId object = ObjectId::none;
    std::vector<ObjectId> children;
    std::size_t next = 0;
    std::uint64_t items = 1;
};

std::uint64_t saturated(std::uint64_t a, std::uint64_t b)
{
    return a > ~b ? ~std::uint64_t{0} : a + b;
}

} // namespace

std::uint64_t expanded_items(const Graph& graph, ObjectId root, std::size_t most_objects)
{
    std::unordered_map<ObjectId, std::uint64_t> known; // of an object on the way down: 0
    std::vector<Visit> path;
    std::size_t seen = 0;
    const auto enter = [&](ObjectId object) {
        known.emplace(object, 0);
        Visit& visit = path.emplace_back();
        visit.object = object;
        graph.append_children(object, visit.children);
        seen += visit.children.size() + 1;
    };
    if (!graph.contains(root))
        return 0;
    enter(root);
    while (seen <= most_objects) {
        Visit& visit = path.back();
        if (visit.next == visit.children.size()) {
            const std::uint64_t items = visit.items;
            known[visit.object] = items;
            path.pop_back();
            if (path.empty())
                return items;
            path.back().items = saturated(path.back().items, items);
            continue;
        }
        const ObjectId child = visit.children[visit.next++];
        if (!graph.contains(child))
            continue;
        if (const auto found = known.find(child); found != known.end())
            visit.items = saturated(visit.items, found->second);
        else
            enter(child);
    }
    return 0;
}

} // namespace strata::pickle
