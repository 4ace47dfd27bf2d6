// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/matcher.h"

#include <algorithm>
#include <map>

namespace strata {

namespace {

std::string full_name(const ModelSide& side, const SideTensor& tensor, std::size_t common,
                      bool counted)
{
    const Unit& unit = side.units[tensor.unit];
    const std::string& module = counted && !unit.counted.empty() ? unit.counted : unit.module;
    return module.substr(std::min(common, module.size())) + '/' + tensor.own.word;
}

} // namespace

std::size_t common_parts(const ModelSide& side)
{
    std::optional<std::string_view> common;
    bool several = false;
    for (const Unit& unit : side.units) {
        if (unit.tensors.empty())
            continue;
        const std::string_view module = unit.module;
        if (!common) {
            common = module;
            continue;
        }
        several = several || *common != module;
        std::size_t same = 0;
        for (std::size_t i = 0; i <= std::min(common->size(), module.size()); ++i) {
            const bool left_end = i == common->size() || (*common)[i] == '/';
            const bool right_end = i == module.size() || module[i] == '/';
            if (left_end && right_end)
                same = i;
            if (i == common->size() || i == module.size() || (*common)[i] != module[i])
                break;
        }
        common = common->substr(0, same);
    }
    if (!common || !several || common->empty())
        return 0;
    return common->size() + 1;
}

void Matcher::by_name()
{
    by_name_below(0, 0, false);
    const std::size_t left = common_parts(m_left);
    const std::size_t right = common_parts(m_right);
    if (left != 0 || right != 0)
        by_name_below(left, right, false);
    // What one side was converted to keeps the path alone, not what was stored beside it.
    if (m_left.stored_names.empty() != m_right.stored_names.empty())
        by_name_below(0, 0, true);
}

void Matcher::by_name_below(std::size_t left_common, std::size_t right_common, bool counted)
{
    struct Found {
        const SideTensor* left = nullptr;
        const SideTensor* right = nullptr;
        bool several = false;
    };
    std::unordered_map<std::string, Found> names;
    const auto note = [&](const ModelSide& side, std::size_t common,
                          const SideTensor* Found::*which) {
        for (const SideTensor& tensor : side.tensors) {
            if (tensor.optimizer || !side.open(tensor.node))
                continue;
            Found& found = names[full_name(side, tensor, common, counted)];
            found.several = found.several || found.*which != nullptr;
            found.*which = &tensor;
        }
    };
    note(m_left, left_common, &Found::left);
    note(m_right, right_common, &Found::right);
    for (const SideTensor& tensor : m_left.tensors) {
        if (tensor.optimizer || !m_left.open(tensor.node))
            continue;
        const Found& found = names[full_name(m_left, tensor, left_common, counted)];
        if (found.several || found.right == nullptr || !m_right.open(found.right->node))
            continue;
        const Unit& unit = m_left.units[tensor.unit];
        const Unit& other = m_right.units[found.right->unit];
        const bool numbered = unit.numbered || other.numbered || counted;
        if (numbered && (!agree(tensor, *found.right) || unit.signature != other.signature ||
                         values_speak_against(unit, other)))
            continue;
        pair(tensor.node, found.right->node, MatchReason::Name);
    }
}

void Matcher::by_content()
{
    if (m_left.contents.empty() || m_right.contents.empty())
        return;
    // Whole blocks before the layers in them, and layers before single tensors.
    by_content_of([](const ModelSide& side, NodeId id) { return side.tensor_at(id) == nullptr; });
    by_content_of([](const ModelSide& side, NodeId id) { return side.tensor_at(id) != nullptr; });
}

template <class Take> void Matcher::by_content_of(Take take)
{
    struct Found {
        std::vector<NodeId> left;
        std::vector<NodeId> right;
        std::size_t next = 0;
    };
    std::unordered_map<std::uint64_t, Found> contents;
    const auto note = [&](const ModelSide& side, std::vector<NodeId> Found::*which) {
        for (const NodeId id : side.order) {
            const auto& content = side.content[index(id)];
            if (content && side.open(id) && take(side, id))
                (contents[*content].*which).push_back(id);
        }
    };
    note(m_left, &Found::left);
    note(m_right, &Found::right);
    for (const NodeId id : m_left.order) {
        const auto& content = m_left.content[index(id)];
        if (!content || !m_left.open(id) || !take(m_left, id))
            continue;
        Found& found = contents[*content];
        // Several of one content, as of tied weights, are taken in their order.
        if (found.left.size() != found.right.size())
            continue;
        while (found.left[found.next] != id)
            ++found.next;
        const NodeId other = found.right[found.next];
        if (m_right.open(other))
            pair_below(id, other, MatchReason::Content);
    }
}

/// Two rows of the same content, and what is below them in the same order.
void Matcher::pair_below(NodeId left, NodeId right, MatchReason reason)
{
    std::vector<std::pair<NodeId, NodeId>> todo = {{left, right}};
    while (!todo.empty()) {
        const auto [one, other] = todo.back();
        todo.pop_back();
        if (!m_left.open(one) || !m_right.open(other))
            continue;
        const SideTensor* const tensor = m_left.tensor_at(one);
        const SideTensor* const other_tensor = m_right.tensor_at(other);
        if ((tensor == nullptr) != (other_tensor == nullptr) ||
            (tensor != nullptr && !agree(*tensor, *other_tensor)))
            continue;
        pair(one, other, reason);
        std::vector<NodeId> below;
        for (std::size_t row = 0; row < m_right.tree.node(other).child_count; ++row) {
            const NodeId child = m_right.tree.child(other, row);
            if (m_right.shape_hash[index(child)] != 0)
                below.push_back(child);
        }
        std::size_t next = 0;
        for (std::size_t row = 0; row < m_left.tree.node(one).child_count; ++row) {
            const NodeId child = m_left.tree.child(one, row);
            if (m_left.shape_hash[index(child)] != 0 && next < below.size())
                todo.emplace_back(child, below[next++]);
        }
    }
}

void Matcher::complete_units()
{
    for (std::uint32_t at = 0; at < m_left.units.size(); ++at) {
        const std::uint32_t partner = m_left.units[at].partner;
        if (partner != Unit::no_unit)
            pair_units(at, partner, MatchReason::Order);
    }
}

void Matcher::pair_units(std::uint32_t left, std::uint32_t right, MatchReason reason)
{
    Unit& one = m_left.units[left];
    Unit& other = m_right.units[right];
    one.partner = right;
    other.partner = left;
    if (one.whole && other.whole && m_left.open(one.group) && m_right.open(other.group))
        pair(one.group, other.group, reason);
    pair_by_word(one, other, reason);
    pair_by_shape(one, other, reason);
}

void Matcher::pair_by_word(const Unit& left, const Unit& right, MatchReason reason)
{
    std::unordered_map<std::string_view, NodeId> words;
    for (const std::uint32_t at : right.tensors) {
        if (m_right.open(m_right.tensors[at].node))
            words.emplace(m_right.tensors[at].own.word, m_right.tensors[at].node);
    }
    for (const std::uint32_t at : left.tensors) {
        const SideTensor& tensor = m_left.tensors[at];
        const auto found = words.find(tensor.own.word);
        if (found != words.end() && m_left.open(tensor.node) && m_right.open(found->second))
            pair(tensor.node, found->second, reason);
    }
}

/// What names leave open, where both have as many tensors of a shape.
void Matcher::pair_by_shape(const Unit& left, const Unit& right, MatchReason reason)
{
    struct Found {
        std::vector<const SideTensor*> left;
        std::vector<const SideTensor*> right;
    };
    std::map<Shape, Found> shapes;
    const auto note = [&](const ModelSide& side, const Unit& unit,
                          std::vector<const SideTensor*> Found::*which) {
        for (const std::uint32_t at : unit.tensors) {
            const SideTensor& tensor = side.tensors[at];
            Shape shape = side.document.tensor(tensor.tensor).shape;
            std::sort(shape.begin(), shape.end());
            if (side.open(tensor.node))
                (shapes[std::move(shape)].*which).push_back(&tensor);
        }
    };
    note(m_left, left, &Found::left);
    note(m_right, right, &Found::right);
    for (const auto& [shape, found] : shapes) {
        if (found.left.size() != found.right.size())
            continue;
        for (std::size_t i = 0; i < found.left.size(); ++i) {
            if (agree(*found.left[i], *found.right[i]))
                pair(found.left[i]->node, found.right[i]->node, reason);
        }
    }
}

void Matcher::by_order()
{
    // Matched units that follow one another on both sides stand fast; the rest lies between them.
    std::vector<std::pair<std::size_t, std::size_t>> matched;
    for (std::size_t i = 0; i < m_left.units.size(); ++i) {
        if (m_left.units[i].partner != Unit::no_unit)
            matched.emplace_back(i, m_left.units[i].partner);
    }
    std::vector<std::pair<std::size_t, std::size_t>> fixed = rising_pairs(matched);
    fixed.emplace_back(m_left.units.size(), m_right.units.size());
    const auto open_units = [](const ModelSide& side, std::size_t from, std::size_t to) {
        std::vector<std::uint32_t> open;
        for (std::size_t i = from; i < to; ++i) {
            const Unit& unit = side.units[i];
            if (side.is_free(unit) && (!unit.tensors.empty() || side.open(unit.group)))
                open.push_back(static_cast<std::uint32_t>(i));
        }
        return open;
    };
    std::pair<std::size_t, std::size_t> from = {0, 0};
    for (const auto& to : fixed) {
        const auto left = open_units(m_left, from.first, to.first);
        const auto right = open_units(m_right, from.second, to.second);
        if (m_job.cancelled())
            return;
        if (!left.empty() && !right.empty())
            align_gap(left, right);
        from = {to.first + 1, to.second + 1};
    }
}

void Matcher::align_gap(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right)
{
    const auto placed = [](const ModelSide& side, std::span<const std::uint32_t> places) {
        std::vector<PlacedUnit> units;
        for (const std::uint32_t at : places) {
            const Unit& unit = side.units[at];
            units.push_back({unit.signature, unit.last_part(), !unit.tensors.empty(),
                             side.joined_sketch(unit.ordered)});
        }
        return units;
    };
    for (const auto& [one, other] :
         align_units(placed(m_left, left), placed(m_right, right), m_cells))
        pair_units(left[one], right[other], MatchReason::Order);
}

} // namespace strata
