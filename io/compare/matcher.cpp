// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/matcher.h"

#include <algorithm>
#include <map>
#include <set>

namespace strata {

namespace {

/// Children of a row by key; of several with one key each in turn.
class ChildrenByKey {
public:
    ChildrenByKey(const ModelSide& side, NodeId parent) : m_side(side), m_parent(parent) {}

    /// The child of that key which has not been taken yet. Files of one kind list the same rows in
    /// the same order, so the row that is asked from is looked at first.
    NodeId take(std::string_view key, std::size_t row)
    {
        const Node& parent = m_side.tree.node(m_parent);
        if (m_children.empty()) {
            if (row < parent.child_count && m_side.key(m_side.tree.child(m_parent, row)) == key)
                return m_side.tree.child(m_parent, row);
            for (std::size_t i = parent.child_count; i > 0; --i) {
                const NodeId child = m_side.tree.child(m_parent, i - 1);
                m_children[m_side.key(child)].push_back(child);
            }
        }
        const auto found = m_children.find(key);
        if (found == m_children.end() || found->second.empty())
            return NodeId::none;
        const NodeId child = found->second.back();
        if (m_side.partner[index(child)] != NodeId::none && found->second.size() > 1)
            found->second.pop_back();
        return found->second.back();
    }

private:
    const ModelSide& m_side;
    NodeId m_parent;
    std::unordered_map<std::string_view, std::vector<NodeId>> m_children;
};

bool is_top_kind(NodeKind kind)
{
    return kind == NodeKind::Model || kind == NodeKind::Optimizer || kind == NodeKind::Metadata ||
           kind == NodeKind::Estimator || kind == NodeKind::Forest || kind == NodeKind::Pipeline;
}

} // namespace

void Matcher::match(const std::vector<MatchOverride>& overrides)
{
    by_hand(overrides);
    if (m_left.partner[0] == NodeId::none)
        pair(Tree::root, Tree::root, MatchReason::Path);
    pair_tops();
    by_likeness();
    by_path(PathRule::Guarded);
    by_name();
    groups();
    complete_units();
    by_content();
    complete_units();
    groups();
    by_order();
    out_of_order();
    complete_units();
    groups();
    by_path(PathRule::NoSlots);
    slots();
    beside_slots();
    groups();
    by_path(PathRule::All);
}

void Matcher::pair(NodeId left, NodeId right, MatchReason reason)
{
    m_left.partner[index(left)] = right;
    m_right.partner[index(right)] = left;
    m_left.reason[index(left)] = reason;
    m_right.reason[index(right)] = reason;
    const SideTensor* const one = m_left.tensor_at(left);
    const SideTensor* const other = m_right.tensor_at(right);
    if (one == nullptr || other == nullptr || one->optimizer || other->optimizer)
        return;
    std::uint32_t& left_unit = m_left.units[one->unit].partner;
    std::uint32_t& right_unit = m_right.units[other->unit].partner;
    if (left_unit == Unit::no_unit && right_unit == Unit::no_unit) {
        left_unit = other->unit;
        right_unit = one->unit;
    }
}

bool Matcher::agree(const SideTensor& left, const SideTensor& right) const
{
    return shapes_agree(m_left.document.tensor(left.tensor).shape, left.own,
                        m_right.document.tensor(right.tensor).shape, right.own);
}

void Matcher::by_hand(const std::vector<MatchOverride>& overrides)
{
    const auto take_apart = [](ModelSide& side, ModelSide& other, NodeId id) {
        const NodeId partner = side.partner[index(id)];
        if (partner != NodeId::none)
            other.partner[index(partner)] = NodeId::none;
        side.partner[index(id)] = NodeId::none;
    };
    std::set<NodeId> alone_left;
    std::set<NodeId> alone_right;
    for (const auto& [left, right] : overrides) {
        const bool has_left = left != NodeId::none;
        const bool has_right = right != NodeId::none;
        // Made for another state of one of the files.
        if ((has_left && index(left) >= m_left.tree.size()) ||
            (has_right && index(right) >= m_right.tree.size()))
            continue;
        if (has_left)
            take_apart(m_left, m_right, left);
        if (has_right)
            take_apart(m_right, m_left, right);
        alone_left.erase(left);
        alone_right.erase(right);
        if (has_left && has_right)
            pair(left, right, MatchReason::Hand);
        else if (has_left)
            alone_left.insert(left);
        else if (has_right)
            alone_right.insert(right);
    }
    // Once all is said: what stands alone takes all below it along, until it is paired again.
    for (const NodeId left : alone_left)
        stand_alone(m_left, left);
    for (const NodeId right : alone_right)
        stand_alone(m_right, right);
    // What is below two rows goes with them.
    std::vector<NodeId> rows;
    for (const auto& [left, right] : overrides) {
        if (left != NodeId::none && index(left) < m_left.tree.size() &&
            m_left.partner[index(left)] == right && right != NodeId::none)
            rows.push_back(left);
    }
    descend(rows, PathRule::All);
    for (const NodeId left : rows) {
        const auto unit_of = [](const ModelSide& side, NodeId group) {
            const auto same = [&](const Unit& unit) {
                return unit.group == group && unit.whole;
            };
            return std::find_if(side.units.begin(), side.units.end(), same);
        };
        const auto one = unit_of(m_left, left);
        const auto other = unit_of(m_right, m_left.partner[index(left)]);
        if (one != m_left.units.end() && other != m_right.units.end())
            pair_units(static_cast<std::uint32_t>(one - m_left.units.begin()),
                       static_cast<std::uint32_t>(other - m_right.units.begin()),
                       MatchReason::Hand);
    }
}

void Matcher::stand_alone(ModelSide& side, NodeId id)
{
    std::vector<NodeId> rows = {id};
    while (!rows.empty()) {
        const NodeId row = rows.back();
        rows.pop_back();
        if (side.partner[index(row)] != NodeId::none)
            continue;
        side.alone[index(row)] = true;
        for (std::size_t i = 0; i < side.tree.node(row).child_count; ++i)
            rows.push_back(side.tree.child(row, i));
    }
}

/// The model of one file is the model of the other, whatever the files are called.
void Matcher::pair_tops()
{
    const auto tops = [](const ModelSide& side) {
        std::map<NodeKind, std::vector<NodeId>> by_kind;
        for (std::size_t row = 0; row < side.tree.node(Tree::root).child_count; ++row) {
            const NodeId child = side.tree.child(Tree::root, row);
            by_kind[side.tree.node(child).kind].push_back(child);
        }
        return by_kind;
    };
    const auto right = tops(m_right);
    for (const auto& [kind, rows] : tops(m_left)) {
        const auto other = right.find(kind);
        if (!is_top_kind(kind) || rows.size() != 1 || other == right.end() ||
            other->second.size() != 1)
            continue;
        if (m_left.open(rows[0]) && m_right.open(other->second[0]))
            pair(rows[0], other->second[0], MatchReason::Path);
    }
    const NodeId left_optimizer = m_left.optimizer_row();
    const NodeId right_optimizer = m_right.optimizer_row();
    if (left_optimizer != NodeId::none && right_optimizer != NodeId::none &&
        m_left.open(left_optimizer) && m_right.open(right_optimizer))
        pair(left_optimizer, right_optimizer, MatchReason::Path);
}

void Matcher::by_path(PathRule rule)
{
    std::vector<NodeId> rows = {Tree::root};
    // Rows that other steps paired are below rows without a partner, too.
    if (rule != PathRule::Guarded) {
        rows.clear();
        for (const NodeId id : m_left.order) {
            if (m_left.partner[index(id)] != NodeId::none)
                rows.push_back(id);
        }
    }
    descend(std::move(rows), rule);
}

void Matcher::descend(std::vector<NodeId> rows, PathRule rule)
{
    std::vector<NodeId> next;
    while (!rows.empty()) {
        for (const NodeId left : rows)
            pair_children(left, m_left.partner[index(left)], rule, next);
        rows.swap(next);
        next.clear();
    }
}

void Matcher::pair_children(NodeId left, NodeId right, PathRule rule, std::vector<NodeId>& next)
{
    const std::size_t count = m_left.tree.node(left).child_count;
    if (count == 0 || m_right.tree.node(right).child_count == 0)
        return;
    ChildrenByKey others(m_right, right);
    for (std::size_t row = 0; row < count; ++row) {
        const NodeId child = m_left.tree.child(left, row);
        if (!m_left.open(child)) {
            if (rule == PathRule::Guarded && m_left.partner[index(child)] != NodeId::none)
                next.push_back(child);
            continue;
        }
        const NodeId other = others.take(m_left.key(child), row);
        if (other == NodeId::none || !m_right.open(other))
            continue;
        const SideTensor* const tensor = m_left.tensor_at(child);
        if ((tensor == nullptr) != (m_right.tensor_at(other) == nullptr) ||
            (rule == PathRule::Guarded && contradicted(child, other)) ||
            (rule == PathRule::NoSlots && tensor != nullptr && !tensor->slot.empty()))
            continue;
        pair(child, other, m_left.reason[index(left)]);
        next.push_back(child);
    }
}

bool Matcher::contradicted(NodeId left, NodeId right) const
{
    const SideTensor* const one = m_left.tensor_at(left);
    const SideTensor* const other = m_right.tensor_at(right);
    if (one != nullptr && other != nullptr) {
        if (one->optimizer || other->optimizer)
            return !one->slot.empty() && !other->slot.empty(); // by its weight, later
        const Unit& unit = m_left.units[one->unit];
        const Unit& other_unit = m_right.units[other->unit];
        const bool numbered = unit.numbered || other_unit.numbered;
        return numbered && !unit.whole &&
               (unit.signature != other_unit.signature || values_speak_against(unit, other_unit));
    }
    const NodeKind kind = m_left.tree.node(left).kind;
    if (kind != NodeKind::Layer && kind != NodeKind::Group)
        return false;
    const std::string_view stored = m_left.name_stored_of(left);
    const std::string_view other_stored = m_right.name_stored_of(right);
    if (!stored.empty() && !other_stored.empty() && stored != other_stored &&
        (m_right.distinct_names.contains(stored) || m_left.distinct_names.contains(other_stored)))
        return true;
    const std::string name(m_left.key(left));
    const bool counted = !stored.empty() || !other_stored.empty(); // whatever its name is
    const bool numbered = counted || split_number(name).numbered ||
                          m_left.numbered_stems.contains(name) ||
                          m_right.numbered_stems.contains(name);
    if (!numbered || (m_left.shape_hash[index(left)] == 0 && m_right.shape_hash[index(right)] == 0))
        return false;
    return m_left.shape_hash[index(left)] != m_right.shape_hash[index(right)] ||
           values_speak_against(left, right);
}

/// Whether both are known to hold other values, and one of them is found elsewhere.
bool Matcher::values_speak_against(NodeId left, NodeId right) const
{
    const auto& one = m_left.content[index(left)];
    const auto& other = m_right.content[index(right)];
    if (!one || !other || *one == *other)
        return false;
    return m_right.contents.contains(*one) || m_left.contents.contains(*other);
}

bool Matcher::values_speak_against(const Unit& left, const Unit& right) const
{
    if (!left.content || !right.content || *left.content == *right.content)
        return false;
    return m_right.unit_contents.contains(*left.content) ||
           m_left.unit_contents.contains(*right.content);
}

void Matcher::groups()
{
    // From below: what a row's children say of the row is known once they are done.
    for (std::size_t i = m_left.tree.size(); i-- > 1;) {
        const NodeId left = NodeId{static_cast<std::uint32_t>(i)};
        const Node& node = m_left.tree.node(left);
        if (node.child_count == 0 || !m_left.open(left) || m_left.tensor_at(left) != nullptr)
            continue;
        std::map<NodeId, std::size_t> votes;
        for (std::size_t row = 0; row < node.child_count; ++row) {
            const NodeId partner = m_left.partner[index(m_left.tree.child(left, row))];
            if (partner != NodeId::none)
                ++votes[m_right.tree.node(partner).parent];
        }
        NodeId best = NodeId::none;
        std::size_t most = 0;
        for (const auto& [parent, count] : votes) {
            if (count > most && m_right.open(parent)) {
                best = parent;
                most = count;
            }
        }
        if (best == NodeId::none)
            continue;
        // A key such as "data.pkl" is two rows in a file that takes names apart at their dots.
        constexpr int most_levels_up = 4;
        NodeId above = best;
        for (int up = 0; up < most_levels_up && above != Tree::root; ++up) {
            if (m_right.open(above) && m_right.key(above) == m_left.key(left)) {
                best = above;
                break;
            }
            above = m_right.tree.node(above).parent;
        }
        MatchReason reason = MatchReason::Name;
        for (std::size_t row = 0; row < node.child_count; ++row) {
            const NodeId child = m_left.tree.child(left, row);
            if (m_left.partner[index(child)] != NodeId::none)
                reason = std::max(reason, m_left.reason[index(child)]);
        }
        pair(left, best, reason == MatchReason::Hand ? MatchReason::Name : reason);
    }
}

} // namespace strata
