// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/axes.h"
#include "io/compare/pairs.h"

#include <unordered_map>
#include <unordered_set>

namespace strata {

/// A tensor of one side of a comparison.
struct SideTensor {
    NodeId node = NodeId::none;
    TensorId tensor = TensorId::none;
    std::uint32_t unit = 0; ///< only of those that are no optimizer's
    OwnName own;
    bool optimizer = false;
    std::string slot; ///< of an optimizer's: its word, where the weight is known
    TensorId weight = TensorId::none;
};

/// What is matched as one where names do not help: the tensors of one module, however its file
/// groups them, or a layer without any.
struct Unit {
    NodeId group = NodeId::none; ///< the row that holds the tensors
    bool whole = false;          ///< all tensors of that row are the unit's
    std::string module;          ///< module_parts(), joined by '/'
    bool numbered = false;       ///< its name only counts it among others
    std::uint64_t signature = 0; ///< of the names and shapes of its tensors, or of its class
    std::vector<std::uint32_t> tensors;
    std::optional<std::uint64_t> content = {}; ///< as of ModelSide::content
    std::uint32_t partner = no_unit;
    static constexpr std::uint32_t no_unit = 0xffffffff;

    [[nodiscard]] std::string_view last_part() const;
};

/// One of the two models while it is matched.
class ModelSide {
public:
    /// `hashes` may be empty. Both outlive it.
    ModelSide(const Document& document, const std::vector<std::optional<std::uint64_t>>& hashes);

    const Document& document;
    const Tree& tree;
    std::vector<NodeId> order; ///< all rows, parents before their children, in the tree's order
    std::vector<SideTensor> tensors;       ///< in that order
    std::vector<std::uint32_t> tensor_of;  ///< by node; no_tensor
    std::vector<Unit> units;               ///< in that order
    std::vector<std::uint64_t> shape_hash; ///< by node: of all tensors at and below it; 0 for none
    /// By node: of the values of all tensors at and below it, where each is known and one at least
    /// is no constant, which would be found in every model.
    std::vector<std::optional<std::uint64_t>> content;
    std::unordered_set<std::uint64_t> contents;      ///< all of them
    std::unordered_set<std::uint64_t> unit_contents; ///< those of the units
    std::unordered_set<std::string> numbered_stems;

    // What the matching decides.
    std::vector<NodeId> partner;
    std::vector<MatchReason> reason;
    std::vector<bool> alone; ///< a person said that it has no partner

    [[nodiscard]] bool open(NodeId id) const
    {
        return partner[index(id)] == NodeId::none && !alone[index(id)];
    }
    [[nodiscard]] const SideTensor* tensor_at(NodeId id) const
    {
        const std::uint32_t at = tensor_of[index(id)];
        return at == no_tensor ? nullptr : &tensors[at];
    }
    /// The module whose tensors a row holds, all of them and no others; null for other rows.
    [[nodiscard]] const Unit* unit_of(NodeId group) const
    {
        const auto found = m_unit_of_group.find(static_cast<std::uint32_t>(index(group)));
        return found == m_unit_of_group.end() ? nullptr : &units[found->second];
    }
    [[nodiscard]] std::string_view key(NodeId id) const { return tree.text(tree.node(id).key); }
    static constexpr std::uint32_t no_tensor = 0xffffffff;

private:
    struct UnitKeys;
    void walk();
    void add_tensor(NodeId node, UnitKeys& keys);
    [[nodiscard]] std::string module_of(NodeId tensor, std::string_view modules) const;
    [[nodiscard]] std::string_view stored_name(NodeId vars) const;
    void name_variables();
    void sign_units();
    void note_unit_contents(const std::vector<std::optional<std::uint64_t>>& hashes);
    void sum_up(const std::vector<std::optional<std::uint64_t>>& hashes);
    void note_slots();

    std::unordered_map<std::uint32_t, std::uint32_t> m_unit_of_group;
};

/// Mixes one more number into a hash; the order counts.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t next)
{
    hash ^= next + 0x9e3779b97f4a7c15U + (hash << 6) + (hash >> 2);
    hash *= 0xff51afd7ed558ccdU;
    return hash ^ (hash >> 33);
}

} // namespace strata
