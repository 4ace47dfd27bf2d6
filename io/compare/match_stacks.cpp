// SPDX-License-Identifier: GPL-3.0-or-later
// Layers of a stack, which names only number, by what they hold.
#include "io/compare/content_sample.h"
#include "io/compare/matcher.h"

#include <algorithm>
#include <map>

namespace strata {

namespace {

/// A part of a module's name and what is below it.
struct ModulePart {
    std::string_view name;
    std::vector<std::uint32_t> children;
    std::vector<std::uint32_t> units;
};

/// Parts of a name that are told apart; what is below them is one with the last of them.
constexpr std::size_t most_levels = 32;

/// The modules of one side with tensors whose partner is still open, by the parts of their names.
class ModuleParts {
public:
    explicit ModuleParts(const ModelSide& side) : m_parts(1)
    {
        const std::size_t common = common_parts(side);
        for (std::uint32_t at = 0; at < side.units.size(); ++at) {
            const Unit& unit = side.units[at];
            if (!unit.tensors.empty() && side.is_free(unit))
                add(at, std::string_view(unit.module).substr(std::min(common, unit.module.size())));
        }
    }

    [[nodiscard]] const ModulePart& part(std::uint32_t at) const { return m_parts[at]; }

    /// Units at and below a part, in an order that is the same wherever the names below are.
    [[nodiscard]] std::vector<std::uint32_t> units_below(std::uint32_t at) const
    {
        std::vector<std::uint32_t> units;
        std::vector<std::uint32_t> todo = {at};
        while (!todo.empty()) {
            const ModulePart& here = m_parts[todo.back()];
            todo.pop_back();
            units.insert(units.end(), here.units.begin(), here.units.end());
            std::vector<std::uint32_t> below = here.children;
            std::sort(below.begin(), below.end(), [&](std::uint32_t a, std::uint32_t b) {
                return m_parts[a].name > m_parts[b].name;
            });
            todo.insert(todo.end(), below.begin(), below.end());
        }
        return units;
    }

private:
    void add(std::uint32_t unit, std::string_view module)
    {
        std::uint32_t at = 0;
        for (std::size_t level = 0; !module.empty() && level < most_levels; ++level) {
            const std::size_t end = std::min(module.find('/'), module.size());
            const auto [known, is_new] = m_children.try_emplace(
                {at, module.substr(0, end)}, static_cast<std::uint32_t>(m_parts.size()));
            if (is_new) {
                m_parts[at].children.push_back(known->second);
                m_parts.push_back({module.substr(0, end), {}, {}});
            }
            at = known->second;
            module.remove_prefix(std::min(end + 1, module.size()));
        }
        m_parts[at].units.push_back(unit);
    }

    std::vector<ModulePart> m_parts; ///< [0] has no name
    std::map<std::pair<std::uint32_t, std::string_view>, std::uint32_t> m_children;
};

/// One of a stack.
struct Member {
    std::uint32_t part = 0;
    std::string_view name;
    std::uint64_t signature = 1;
    std::optional<std::uint64_t> content;
    Sketch sketch;
};

/// How much speaks for two members of two stacks to be the same.
class StackPoints {
public:
    StackPoints(const std::vector<Member>& left, const std::vector<Member>& right)
        : m_left(left),
          m_right(right),
          m_left_contents(contents_of(left)),
          m_right_contents(contents_of(right))
    {
    }

    /// 0: nothing may. A pair is worth something, one of like values much more; of equal ones those
    /// of one name.
    std::uint32_t operator()(std::size_t left, std::size_t right)
    {
        const Member& a = m_left[left];
        const Member& b = m_right[right];
        if (a.signature != b.signature)
            return 0;
        if (a.content && b.content && *a.content != *b.content &&
            (m_right_contents.contains(*a.content) || m_left_contents.contains(*b.content)))
            return 0;
        constexpr double noise = 0.2;
        const double alike = sketch_likeness(a.sketch, b.sketch);
        m_told = m_told || alike > noise;
        return of_any + static_cast<std::uint32_t>(alike > noise ? alike * of_likeness : 0) +
               (a.name == b.name ? 1 : 0);
    }

    bool beyond_doubt(std::size_t left, std::size_t right)
    {
        constexpr double much_alike = 0.6;
        return (*this)(left, right) > of_any + static_cast<std::uint32_t>(much_alike * of_likeness);
    }

    /// Whether any two that were asked for have like values.
    [[nodiscard]] bool told() const { return m_told; }

private:
    static constexpr std::uint32_t of_any = 1000;
    static constexpr std::uint32_t of_likeness = 4000;

    static std::unordered_set<std::uint64_t> contents_of(const std::vector<Member>& members)
    {
        std::unordered_set<std::uint64_t> contents;
        for (const Member& member : members) {
            if (member.content)
                contents.insert(*member.content);
        }
        return contents;
    }

    const std::vector<Member>& m_left;
    const std::vector<Member>& m_right;
    std::unordered_set<std::uint64_t> m_left_contents;
    std::unordered_set<std::uint64_t> m_right_contents;
    bool m_told = false;
};

class StackPairer {
public:
    StackPairer(const ModelSide& left, const ModelSide& right, CellBudget& cells,
                const JobContext& job)
        : m_sides{&left, &right}, m_left(left), m_right(right), m_cells(cells), m_job(job)
    {
    }

    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs()
    {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> todo = {{0, 0}};
        while (!todo.empty() && !m_job.cancelled()) {
            const auto [left, right] = todo.back();
            todo.pop_back();
            pair_children(left, right, todo);
        }
        return std::move(m_pairs);
    }

private:
    using Parts = std::vector<std::uint32_t>;
    using Stacks = std::map<std::string_view, std::pair<Parts, Parts>>;

    void pair_children(std::uint32_t left, std::uint32_t right,
                       std::vector<std::pair<std::uint32_t, std::uint32_t>>& todo)
    {
        Stacks stacks;
        for (const std::uint32_t child : m_left.part(left).children)
            stacks[split_number(m_left.part(child).name).stem].first.push_back(child);
        for (const std::uint32_t child : m_right.part(right).children)
            stacks[split_number(m_right.part(child).name).stem].second.push_back(child);
        for (const auto& [stem, parts] : stacks) {
            if (m_job.cancelled())
                return;
            const auto& [lefts, rights] = parts;
            if (!lefts.empty() && !rights.empty() && lefts.size() != rights.size() &&
                pair_stack(lefts, rights))
                continue;
            std::map<std::string_view, std::uint32_t> names;
            for (const std::uint32_t child : rights)
                names.emplace(m_right.part(child).name, child);
            for (const std::uint32_t child : lefts) {
                const auto same = names.find(m_left.part(child).name);
                if (same != names.end())
                    todo.emplace_back(child, same->second);
            }
        }
    }

    /// Whether values said anything.
    bool pair_stack(const Parts& lefts, const Parts& rights)
    {
        const std::vector<Member> one = members(*m_sides.first, m_left, lefts);
        const std::vector<Member> other = members(*m_sides.second, m_right, rights);
        StackPoints points(one, other);
        // What is beyond doubt at both ends needs no weighing, however long the stacks are.
        const std::size_t shorter = std::min(one.size(), other.size());
        std::size_t front = 0;
        while (front < shorter && points.beyond_doubt(front, front))
            ++front;
        std::size_t back = 0;
        while (back < shorter - front &&
               points.beyond_doubt(one.size() - 1 - back, other.size() - 1 - back))
            ++back;
        for (std::size_t i = 0; i < front; ++i)
            pair_units_below(one[i].part, other[i].part);
        for (std::size_t i = back; i > 0; --i)
            pair_units_below(one[one.size() - i].part, other[other.size() - i].part);
        const std::size_t left = one.size() - front - back;
        const std::size_t right = other.size() - front - back;
        if (!m_cells.take(left, right))
            return points.told();
        const auto found = best_alignment(left, right, [&](std::size_t i, std::size_t j) {
            return points(front + i, front + j);
        });
        if (!points.told())
            return false;
        for (const auto& [i, j] : found)
            pair_units_below(one[front + i].part, other[front + j].part);
        return true;
    }

    static std::vector<Member> members(const ModelSide& side, const ModuleParts& modules,
                                       const Parts& parts)
    {
        std::vector<Member> members;
        for (const std::uint32_t part : parts) {
            Member member{part, modules.part(part).name, 1, 0, {}};
            std::vector<TensorId> tensors;
            for (const std::uint32_t at : modules.units_below(part)) {
                const Unit& unit = side.units[at];
                member.signature = mixed(member.signature, unit.signature);
                tensors.insert(tensors.end(), unit.ordered.begin(), unit.ordered.end());
                member.content = member.content && unit.content
                                     ? std::optional(mixed(*member.content, *unit.content))
                                     : std::nullopt;
            }
            member.sketch = side.joined_sketch(tensors);
            members.push_back(std::move(member));
        }
        return members;
    }

    void pair_units_below(std::uint32_t left, std::uint32_t right)
    {
        const std::vector<std::uint32_t> lefts = m_left.units_below(left);
        const std::vector<std::uint32_t> rights = m_right.units_below(right);
        for (std::size_t i = 0; i < std::min(lefts.size(), rights.size()); ++i)
            m_pairs.emplace_back(lefts[i], rights[i]);
    }

    std::pair<const ModelSide*, const ModelSide*> m_sides;
    ModuleParts m_left;
    ModuleParts m_right;
    CellBudget& m_cells;
    const JobContext& m_job;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_pairs;
};

} // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>>
pair_stacks(const ModelSide& left, const ModelSide& right, CellBudget& cells, const JobContext& job)
{
    return StackPairer(left, right, cells, job).pairs();
}

void Matcher::out_of_order()
{
    struct Alone {
        std::uint32_t unit = 0;
        Sketch sketch;
    };
    using Kinds = std::map<std::uint64_t, std::vector<Alone>>;
    constexpr double much_alike = 0.5;
    const auto note = [](const ModelSide& side) {
        Kinds kinds;
        for (std::uint32_t at = 0; at < side.units.size(); ++at) {
            const Unit& unit = side.units[at];
            if (!unit.tensors.empty() && side.is_free(unit))
                kinds[unit.signature].push_back({at, side.joined_sketch(unit.ordered)});
        }
        return kinds;
    };
    const auto nearest = [](const Alone& one, const std::vector<Alone>& others) {
        std::size_t best = others.size();
        double most = much_alike;
        for (std::size_t i = 0; i < others.size(); ++i) {
            const double alike = sketch_likeness(one.sketch, others[i].sketch);
            if (alike > most) {
                most = alike;
                best = i;
            }
        }
        return best;
    };
    const Kinds rights = note(m_right);
    for (const auto& [signature, lefts] : note(m_left)) {
        const auto same = rights.find(signature);
        if (same == rights.end() || m_job.cancelled() ||
            !m_cells.take(lefts.size(), same->second.size()))
            continue;
        for (std::size_t i = 0; i < lefts.size(); ++i) {
            const std::size_t other = nearest(lefts[i], same->second);
            if (other != same->second.size() && nearest(same->second[other], lefts) == i)
                pair_units(lefts[i].unit, same->second[other].unit, MatchReason::Order);
        }
    }
}

void Matcher::by_likeness()
{
    if (m_left.contents.empty() && m_right.contents.empty())
        return;
    const auto pairs = pair_stacks(m_left, m_right, m_cells, m_job);
    if (pairs.empty())
        return;
    for (const auto& [left, right] : pairs)
        pair_units(left, right, MatchReason::Order);
    groups();
    // What keeps its name below what keeps its own is where it was.
    for (const NodeId left : m_left.order) {
        const NodeId right = m_left.partner[index(left)];
        const NodeId parent = m_left.tree.node(left).parent;
        if (right == NodeId::none || parent == NodeId::none ||
            m_left.reason[index(left)] != MatchReason::Order ||
            m_left.partner[index(parent)] != m_right.tree.node(right).parent ||
            m_left.key(left) != m_right.key(right))
            continue;
        m_left.reason[index(left)] = m_right.reason[index(right)] = m_left.reason[index(parent)];
    }
}

} // namespace strata
