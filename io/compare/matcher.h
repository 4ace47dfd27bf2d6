// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/compare/model_side.h"

#include <functional>

namespace strata {

/// Pairs of units that may still be weighed against each other in one match: each costs the likeness
/// of two sketches. What is beyond it is taken by names and in order.
class CellBudget {
public:
    /// Whether there were as many left, which are then spent.
    [[nodiscard]] bool take(std::size_t left, std::size_t right)
    {
        if (right != 0 && left > m_left / right)
            return false;
        m_left -= left * right;
        return true;
    }
    static constexpr std::size_t most = 2'000'000; ///< under a second

private:
    std::size_t m_left = most;
};

/// Finds the partners of two sides, step by step; each step looks only at what those before it left
/// open.
class Matcher {
public:
    Matcher(ModelSide& left, ModelSide& right, const JobContext& job)
        : m_left(left), m_right(right), m_job(job)
    {
    }

    void match(const std::vector<MatchOverride>& overrides);

private:
    /// What a path is trusted with.
    enum class PathRule {
        /// Names that only number what they name are left open where the shapes or, as far as they
        /// are known, the values contradict them.
        Guarded,
        NoSlots, ///< slots of an optimizer are left to their weights
        All,
    };
    void by_hand(const std::vector<MatchOverride>& overrides);
    void stand_alone(ModelSide& side, NodeId id);
    /// Rows of one key below paired rows.
    void by_path(PathRule rule);
    void descend(std::vector<NodeId> rows, PathRule rule);
    void pair_children(NodeId left, NodeId right, PathRule rule, std::vector<NodeId>& next);
    void pair_tops();
    [[nodiscard]] bool contradicted(NodeId left, NodeId right) const;
    [[nodiscard]] bool values_speak_against(NodeId left, NodeId right) const;
    [[nodiscard]] bool values_speak_against(const Unit& left, const Unit& right) const;
    /// Tensors whose module and own name are the same in one spelling; once more without the
    /// module that all tensors of a side have in common.
    void by_name();
    /// What is numbered among others of which one side has more, as the layers of a stack in which
    /// one was inserted: by shapes and the likeness of values, where these are known.
    void by_likeness();
    void by_name_below(std::size_t left_common, std::size_t right_common, bool counted);
    void by_content();
    template <class Take> void by_content_of(Take take);
    void pair_below(NodeId left, NodeId right, MatchReason reason);
    /// Units between matched neighbours.
    void by_order();
    /// Units of one signature anywhere, of which each is what the other is most like in its values:
    /// some formats sort them by name.
    void out_of_order();
    void align_gap(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right);
    void pair_units(std::uint32_t left, std::uint32_t right, MatchReason reason);
    void pair_by_word(const Unit& left, const Unit& right, MatchReason reason);
    void pair_by_shape(const Unit& left, const Unit& right, MatchReason reason);
    /// Units that have a pair of tensors are a pair, and so are their other tensors.
    void complete_units();
    /// Slots of the optimizer, by the partners of their weights.
    void slots();
    void beside_slots();
    /// Rows most of whose children have partners below one row.
    void groups();
    void pair(NodeId left, NodeId right, MatchReason reason);
    [[nodiscard]] bool agree(const SideTensor& left, const SideTensor& right) const;

    ModelSide& m_left;
    ModelSide& m_right;
    const JobContext& m_job;
    CellBudget m_cells;
};

/// How many characters in front all modules of a side have in common, whole parts and the '/' behind
/// them; a side of one module has none.
[[nodiscard]] std::size_t common_parts(const ModelSide& side);

/// Pairs of numbered parts of modules, and of what is below them, by shapes and likeness of values:
/// units of the left and of the right side. Only where both sides have another count of them. A stop leaves the rest out.
[[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>>
pair_stacks(const ModelSide& left, const ModelSide& right, CellBudget& cells,
            const JobContext& job);

/// What is known of a unit where only its place counts.
struct PlacedUnit {
    std::uint64_t signature = 0;
    std::string_view name; ///< the last part of its module
    bool has_tensors = false;
    Sketch sketch = {}; ///< of its tensors; empty where nothing is known
};
/// Pairs of places of two runs that rise on both sides, of units that may be the same: those whose
/// pair is beyond doubt first, what is between them after. Near-linear for long runs.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>>
align_units(std::span<const PlacedUnit> left, std::span<const PlacedUnit> right, CellBudget& cells);

/// The pairs of places that rise on both sides with the most points in all (Needleman and Wunsch,
/// without a price for gaps); 0 points: no pair. left × right points are asked for.
using PairPoints = std::function<std::uint32_t(std::size_t left, std::size_t right)>;
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>>
best_alignment(std::size_t left, std::size_t right, const PairPoints& points);

/// The longest run of pairs that rise on both sides, of pairs sorted by their first number.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>>
rising_pairs(const std::vector<std::pair<std::size_t, std::size_t>>& pairs);

} // namespace strata
