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
    bool optimizer = false; ///< or beside the model
    std::string slot;       ///< of an optimizer's: its word, where the weight is known
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
    std::vector<TensorId> ordered = {}; ///< those that are signed, in the order of the signature
    std::uint32_t partner = no_unit;
    std::string counted = {}; ///< `module` without names stored beside, where it is another
    static constexpr std::uint32_t no_unit = 0xffffffff;

    [[nodiscard]] std::string_view last_part() const;
};

/// One of the two models while it is matched.
class ModelSide {
public:
    /// `hashes` and `sketches` may be empty. All outlive it.
    ModelSide(const Document& document, const std::vector<std::optional<std::uint64_t>>& hashes,
              const std::vector<Sketch>& the_sketches);

    const Document& document;
    const Tree& tree;
    std::vector<NodeId> order; ///< all rows, parents before their children, in the tree's order
    std::vector<SideTensor> tensors;       ///< in that order
    std::vector<std::uint32_t> tensor_of;  ///< by node; no_tensor
    std::vector<PairPart> part;            ///< by node
    std::vector<Unit> units;               ///< in that order
    std::vector<std::uint64_t> shape_hash; ///< by node: of all tensors at and below it; 0 for none
    /// By node: of the values of all tensors at and below it, where each is known and one at least
    /// is no constant, which would be found in every model.
    std::vector<std::optional<std::uint64_t>> content;
    std::unordered_set<std::uint64_t> contents;      ///< all of them
    std::unordered_set<std::uint64_t> unit_contents; ///< those of the units
    std::unordered_set<std::string> numbered_stems;
    /// By node: the name that Keras 3 writes beside the variables of a layer, whose path only counts
    /// it; and all of them that are no mere numbers themselves.
    std::unordered_map<std::uint32_t, std::string_view> stored_names;
    std::unordered_set<std::string_view> distinct_names;

    // What the matching decides.
    std::vector<NodeId> partner;
    std::vector<MatchReason> reason;
    std::vector<bool> alone; ///< a person said that it has no partner

    [[nodiscard]] bool open(NodeId id) const
    {
        return partner[index(id)] == NodeId::none && !alone[index(id)];
    }
    /// Whether neither the unit nor any of its tensors has a partner.
    [[nodiscard]] bool is_free(const Unit& unit) const;
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
    /// The sketches of several tensors as one of bounded length, some values of each; empty where
    /// none is known.
    [[nodiscard]] Sketch joined_sketch(std::span<const TensorId> ids) const;
    /// The row that holds all that the optimizer keeps; none without one, or where there are several.
    [[nodiscard]] NodeId optimizer_row() const;
    /// The path of a tensor in one spelling: its parts below the row of the model.
    [[nodiscard]] std::vector<std::string> path_parts(NodeId id) const;
    /// Empty where there is none.
    [[nodiscard]] std::string_view name_stored_of(NodeId id) const
    {
        const auto found = stored_names.find(static_cast<std::uint32_t>(index(id)));
        return found == stored_names.end() ? std::string_view() : found->second;
    }
    [[nodiscard]] std::string_view key(NodeId id) const { return tree.text(tree.node(id).key); }
    static constexpr std::uint32_t no_tensor = 0xffffffff;

private:
    struct UnitKeys;
    void walk();
    void add_tensor(NodeId node, UnitKeys& keys);
    [[nodiscard]] PairPart part_of(NodeId id) const;
    [[nodiscard]] std::string module_of(NodeId tensor, std::string_view modules,
                                        bool stored_too) const;
    [[nodiscard]] std::string_view stored_name(NodeId vars) const;
    void name_variables();
    void sign_units();
    void note_names();
    void note_unit_contents(const std::vector<std::optional<std::uint64_t>>& hashes);
    void sum_up(const std::vector<std::optional<std::uint64_t>>& hashes);
    void note_slots();
    void guess_slots();

    const std::vector<Sketch>& m_sketches;
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
