// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/tensor_difference.h"

namespace strata {

/// What is known of a row and of all that lies below it.
struct RowFigures {
    PairSign sign = PairSign::Unknown;
    PairSign tensors = PairSign::Unknown; ///< of the row's own pair of tensors, whatever lies below
    std::uint64_t pairs = 0;              ///< tensor pairs
    std::uint64_t compared = 0;           ///< of them, those whose figures are there
    std::uint64_t failed = 0;             ///< those that could not be read
    std::uint64_t changed_pairs = 0;      ///< those that differ, in shape too
    std::uint64_t shared_values = 0;      ///< values of the pairs whose shapes agree
    std::uint64_t changed_values = 0;     ///< of those
    std::uint64_t left_values = 0;        ///< values of all tensors of a side, paired or not
    std::uint64_t right_values = 0;
    std::uint64_t only_left = 0; ///< rows below and the row itself
    std::uint64_t only_right = 0;
    std::uint64_t renamed = 0;
    std::uint64_t own_changes = 0;      ///< rows that differ themselves
    long double squared_difference = 0; ///< those of counters left out, as in the next ones
    long double squared_left = 0;
    std::optional<double> max_abs;
    std::uint64_t measured = 0; ///< pairs with finite values, in these three

    /// Over all pairs with figures; 0 where all bytes are equal, nothing where none is measured.
    [[nodiscard]] std::optional<double> relative_l2() const;
};

/// Two models, aligned, with what is known of their values so far.
struct Comparison {
    ModelPairs pairs;
    /// One for each of pairs.tensors; nothing until it is compared.
    std::vector<std::optional<TensorDifference>> differences;
    std::vector<std::optional<PairFailure>> failures; ///< of those that could not be compared
    std::vector<RowFigures> rows;                     ///< one for each of pairs.rows
    bool structure_only = false; ///< tensors of one shape and dtype are taken as same
};

/// Whether rows without tensors that one side has alone are a difference: files of one framework, or
/// of one format where none is known, keep the same ones.
[[nodiscard]] bool keep_rows_alike(const Document& left, const Document& right);

/// Before any value was read. With `structure_only` no value will be.
[[nodiscard]] Comparison start_comparison(const Document& left, const Document& right,
                                          ModelPairs pairs, bool structure_only = false);
/// Lays what was found of a pair over its row and those above it.
void add_difference(Comparison& comparison, std::size_t pair, const PairOutcome& outcome);

/// Places in pairs.tensors of those that are still to be compared, for compare_pairs().
[[nodiscard]] std::vector<std::size_t> open_pairs(const Comparison& comparison);

/// Matches, reads the contents of what is in doubt, and matches again where they tell something.
Result<ModelPairs> match_with_contents(const OpenDocument& left, const OpenDocument& right,
                                       const std::vector<MatchOverride>& overrides,
                                       const JobContext& job);

/// The whole of it: match_with_contents(), then the values of all pairs. Structure alone reads no
/// tensor, so nothing is matched by content then.
Result<Comparison> compare_models(const OpenDocument& left, const OpenDocument& right,
                                  const std::vector<MatchOverride>& overrides,
                                  const CompareRequest& request, bool structure_only,
                                  const JobContext& job);

} // namespace strata
