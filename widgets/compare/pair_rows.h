// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/comparison.h"
#include "widgets/tree/tree_rows.h"

#include <shared_mutex>

namespace strata {

/// A comparison that fills while it is looked at: one thread lays differences over it and reads it
/// freely, jobs on others read it under a shared lock.
struct SharedComparison {
    mutable std::shared_mutex mutex;
    Comparison comparison;
    /// By row: it or something below it is a tensor of the optimizer, whose steps are measured by
    /// another scale than weights are.
    std::vector<bool> with_slots;
    /// Of the pairs of weights that differ, so far: the largest finite relative L2, and what that of
    /// all of them is made of.
    double largest_change = 0;
    long double squared_difference = 0;
    long double squared_left = 0;
};

/// Two aligned models before any value was read.
void start_shared(SharedComparison& shared, const Document& left, const Document& right,
                  ModelPairs pairs);
/// Lays what was found of a pair over its row and those above it.
void lay_difference(SharedComparison& shared, std::size_t pair, const PairOutcome& outcome);
/// How long the bar of a row is: its relative L2 as a share of the largest among weights, or, so that
/// a few near zero do not make all others too short to be told apart, of some times what all that
/// changed have together; then there are shares above 1. Nothing for rows without figures, without a
/// change, and for those that hold tensors of the optimizer.
[[nodiscard]] std::optional<double> change_share(const SharedComparison& shared, std::size_t row);

/// The side of a comparison.
enum class Side : std::uint8_t { Left, Right };

/// Which rows of a comparison are listed, and in which order.
struct PairOrder {
    bool only_differences = false;
    bool by_change = false; ///< among its siblings what changed most stands first
    std::string filter;     ///< words that a row's name, type or shape holds

    bool operator==(const PairOrder&) const = default;
};

/// The rows that are listed, parents before children, each row's children in one run.
struct PairRows {
    FilteredTree list;                ///< its nodes are rows of ModelPairs
    std::vector<std::uint32_t> place; ///< in `list`, by row of ModelPairs; 0: not listed
    std::uint64_t hidden = 0;

    [[nodiscard]] std::size_t pair(std::size_t at) const { return index(list.rows[at].node); }
};

/// What is to be said of the row itself, whatever lies below.
[[nodiscard]] PairSign own_sign(const PairRow& row, const RowFigures& figures);
/// Whether the row itself differs, whatever lies below.
[[nodiscard]] bool differs_itself(const PairRow& row, const RowFigures& figures);
/// Whether it or something below it does.
[[nodiscard]] bool holds_difference(const RowFigures& figures);

/// Chooses and orders the rows. Cancelled when the job is.
Result<PairRows> arrange_pairs(const Document& left, const Document& right,
                               const SharedComparison& shared, const PairOrder& order,
                               const JobContext& job);

/// The listed row that follows `at` (0: before the first) where all rows are open; with `past_below`
/// what lies below it is left out. 0: none.
[[nodiscard]] std::uint32_t next_in_order(const PairRows& rows, std::uint32_t at,
                                          bool past_below = false);

/// The next listed row after `from` (0: before the first) that differs itself, in the order in which
/// an open tree shows them; what lies below a row that one side alone has is one with it. 0: none.
[[nodiscard]] std::uint32_t next_difference(const PairRows& rows, const Comparison& comparison,
                                            std::uint32_t from);
/// The one before it (0: behind the last).
[[nodiscard]] std::uint32_t previous_difference(const PairRows& rows, const Comparison& comparison,
                                                std::uint32_t from);

} // namespace strata
