// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/matcher.h"

#include <map>

namespace strata {

/// Slots keep the order of their weights, and what they are is said by the weights alone.
void Matcher::slots()
{
    std::map<std::pair<std::uint32_t, std::string_view>, NodeId> rights;
    for (const SideTensor& each : m_right.tensors) {
        if (!each.slot.empty() && m_right.open(each.node))
            rights[{static_cast<std::uint32_t>(index(each.weight)), each.slot}] = each.node;
    }
    std::unordered_map<std::uint32_t, TensorId> partners;
    for (const SideTensor& each : m_left.tensors) {
        const NodeId partner = m_left.partner[index(each.node)];
        if (!each.optimizer && partner != NodeId::none && m_right.tensor_at(partner) != nullptr)
            partners[static_cast<std::uint32_t>(index(each.tensor))] =
                m_right.tensor_at(partner)->tensor;
    }
    for (const SideTensor& each : m_left.tensors) {
        if (each.slot.empty() || !m_left.open(each.node))
            continue;
        const auto weight = partners.find(static_cast<std::uint32_t>(index(each.weight)));
        if (weight == partners.end())
            continue;
        const auto found =
            rights.find({static_cast<std::uint32_t>(index(weight->second)), each.slot});
        if (found == rights.end() || !m_right.open(found->second))
            continue;
        const bool same_key = m_left.key(each.node) == m_right.key(found->second);
        pair(each.node, found->second, same_key ? MatchReason::Path : MatchReason::Name);
    }
}

/// What an optimizer keeps of no weight, as its count of steps, by its name.
void Matcher::beside_slots()
{
    const auto note = [](const ModelSide& side) {
        std::map<std::string, NodeId> names;
        for (const SideTensor& each : side.tensors) {
            if (side.part[index(each.node)] != PairPart::Optimizer || !each.slot.empty() ||
                !side.open(each.node))
                continue;
            std::vector<std::string> parts = side.path_parts(each.node);
            parts.erase(parts.begin(), parts.empty() ? parts.begin() : parts.begin() + 1);
            const auto [known, is_new] = names.emplace(joined_parts(parts), each.node);
            if (!is_new)
                known->second = NodeId::none;
        }
        return names;
    };
    const std::map<std::string, NodeId> rights = note(m_right);
    for (const auto& [name, left] : note(m_left)) {
        const auto right = rights.find(name);
        if (left != NodeId::none && right != rights.end() && right->second != NodeId::none)
            pair(left, right->second, MatchReason::Name);
    }
}

} // namespace strata
