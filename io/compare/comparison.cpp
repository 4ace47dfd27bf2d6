// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/comparison.h"

#include "io/base/guarded.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace strata {

namespace {

void add_up(const RowFigures& below, RowFigures& row)
{
    row.pairs += below.pairs;
    row.compared += below.compared;
    row.failed += below.failed;
    row.changed_pairs += below.changed_pairs;
    row.shared_values += below.shared_values;
    row.changed_values += below.changed_values;
    row.left_values += below.left_values;
    row.right_values += below.right_values;
    row.only_left += below.only_left;
    row.only_right += below.only_right;
    row.renamed += below.renamed;
    row.own_changes += below.own_changes;
    row.squared_difference += below.squared_difference;
    row.squared_left += below.squared_left;
    row.measured += below.measured;
    if (below.max_abs)
        row.max_abs = std::max(row.max_abs.value_or(0), *below.max_abs);
}

PairSign sign_of(const PairRow& row, const RowFigures& figures)
{
    if (row.own == PairSign::OnlyLeft || row.own == PairSign::OnlyRight)
        return row.own;
    const std::uint64_t renamed_below = figures.renamed - (row.renamed ? 1 : 0);
    if (figures.changed_pairs + figures.own_changes + figures.only_left + figures.only_right +
            renamed_below !=
        0)
        return PairSign::Changed;
    if (figures.compared < figures.pairs)
        return PairSign::Unknown;
    return row.renamed ? PairSign::Renamed : PairSign::Same;
}

std::uint64_t values_of(const Document& document, NodeId node)
{
    if (node == NodeId::none || document.main_tree().node(node).tensor == TensorId::none)
        return 0;
    return document.tensor(document.main_tree().node(node).tensor).count().value_or(0);
}

/// What the indexes say of a row itself.
RowFigures own_figures(const Document& left, const Document& right, const Comparison& comparison,
                       const PairRow& row)
{
    RowFigures figures;
    figures.left_values = values_of(left, row.left);
    figures.right_values = values_of(right, row.right);
    figures.only_left = row.own == PairSign::OnlyLeft ? 1 : 0;
    figures.only_right = row.own == PairSign::OnlyRight ? 1 : 0;
    figures.renamed = row.renamed ? 1 : 0;
    if (row.tensors == PairRow::no_tensors) {
        figures.own_changes = row.own == PairSign::Changed ? 1 : 0;
        return figures;
    }
    const TensorPair& pair = comparison.pairs.tensors[row.tensors];
    figures.pairs = 1;
    if (pair.comparable)
        figures.shared_values = figures.left_values;
    else
        figures.changed_pairs = figures.compared = 1;
    if (pair.comparable && row.own == PairSign::Changed) // its axes are turned
        figures.own_changes = 1;
    if (pair.comparable && comparison.structure_only) {
        const bool one_type =
            left.tensor(pair.left).dtype.name() == right.tensor(pair.right).dtype.name();
        figures.compared = 1;
        figures.changed_pairs = one_type ? 0 : 1;
    }
    if (figures.changed_pairs + figures.own_changes != 0)
        figures.tensors = PairSign::Changed;
    else if (comparison.structure_only)
        figures.tensors = row.renamed ? PairSign::Renamed : PairSign::Same;
    return figures;
}

void take_size(const TensorDifference& difference, RowFigures& row)
{
    row.measured = difference.finite != 0 ? 1 : 0;
    row.squared_difference = difference.squared_difference;
    row.squared_left = difference.squared_left;
    row.max_abs = difference.max_abs;
}

void forget_size(RowFigures& row)
{
    row.measured = 0;
    row.squared_difference = row.squared_left = 0;
    row.max_abs.reset();
}

} // namespace

std::optional<double> RowFigures::relative_l2() const
{
    if (measured == 0)
        return std::nullopt;
    if (squared_difference == 0)
        return 0.0;
    if (squared_left == 0)
        return std::numeric_limits<double>::infinity();
    return static_cast<double>(std::sqrt(squared_difference / squared_left));
}

bool keep_rows_alike(const Document& left, const Document& right)
{
    return left.format.framework == right.format.framework &&
           (!left.format.framework.empty() || left.format.id == right.format.id);
}

Comparison start_comparison(const Document& left, const Document& right, ModelPairs pairs,
                            bool structure_only)
{
    Comparison comparison;
    comparison.pairs = std::move(pairs);
    comparison.structure_only = structure_only;
    const std::vector<PairRow>& rows = comparison.pairs.rows;
    comparison.differences.resize(comparison.pairs.tensors.size());
    comparison.failures.resize(comparison.pairs.tensors.size());
    for (std::size_t i = 0; i < comparison.pairs.tensors.size(); ++i) {
        if (!comparison.pairs.tensors[i].comparable)
            comparison.differences[i] = TensorDifference();
    }
    comparison.rows.reserve(rows.size());
    for (const PairRow& row : rows)
        comparison.rows.push_back(own_figures(left, right, comparison, row));
    const bool rows_alike = keep_rows_alike(left, right);
    for (std::size_t i = rows.size(); i-- > 0;) {
        RowFigures& figures = comparison.rows[i];
        if (!rows_alike && figures.left_values + figures.right_values == 0)
            figures.only_left = figures.only_right = 0;
        comparison.rows[i].sign = sign_of(rows[i], comparison.rows[i]);
        if (rows[i].parent != PairId::none)
            add_up(comparison.rows[i], comparison.rows[index(rows[i].parent)]);
    }
    return comparison;
}

void add_difference(Comparison& comparison, std::size_t pair, const PairOutcome& outcome)
{
    if (!comparison.pairs.tensors[pair].comparable || comparison.differences[pair] ||
        comparison.failures[pair])
        return;
    RowFigures found;
    if (outcome) {
        const TensorDifference& difference = *outcome;
        comparison.differences[pair] = difference;
        found.compared = 1;
        found.changed_pairs = difference.equal ? 0 : 1;
        found.changed_values = difference.changed;
        take_size(difference, found);
    } else {
        comparison.failures[pair] = outcome.error();
        found.failed = 1;
    }
    const PairId own = comparison.pairs.tensors[pair].row;
    PairSign& sign = comparison.rows[index(own)].tensors;
    if (outcome && sign != PairSign::Changed)
        sign = !outcome->equal                     ? PairSign::Changed
               : comparison.pairs.row(own).renamed ? PairSign::Renamed
                                                   : PairSign::Same;
    for (PairId at = own; at != PairId::none; at = comparison.pairs.row(at).parent) {
        RowFigures& row = comparison.rows[index(at)];
        add_up(found, row);
        row.sign = sign_of(comparison.pairs.row(at), row);
        if (comparison.pairs.tensors[pair].counter)
            forget_size(found);
    }
}

std::vector<std::size_t> open_pairs(const Comparison& comparison)
{
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < comparison.differences.size(); ++i) {
        if (!comparison.differences[i] && !comparison.failures[i])
            open.push_back(i);
    }
    return open;
}

Result<ModelPairs> match_with_contents(const OpenDocument& left, const OpenDocument& right,
                                       const std::vector<MatchOverride>& overrides,
                                       const JobContext& job)
{
    return guarded([&]() -> Result<ModelPairs> {
        MatchRequest request;
        request.overrides = overrides;
        ModelPairs pairs = match_models(*left.document, *right.document, request, job);
        STRATA_ASSIGN(request.hashes, hash_contents(left, right, pairs, job));
        if (!request.hashes.is_known())
            return pairs;
        pairs = match_models(*left.document, *right.document, request, job);
        STRATA_TRY(job.check());
        return pairs;
    });
}

Result<Comparison> compare_models(const OpenDocument& left, const OpenDocument& right,
                                  const std::vector<MatchOverride>& overrides,
                                  const CompareRequest& request, bool structure_only,
                                  const JobContext& job)
{
    return guarded([&]() -> Result<Comparison> {
        if (structure_only) {
            MatchRequest match;
            match.overrides = overrides;
            ModelPairs pairs = match_models(*left.document, *right.document, match, job);
            STRATA_TRY(job.check());
            return start_comparison(*left.document, *right.document, std::move(pairs), true);
        }
        STRATA_ASSIGN(ModelPairs pairs, match_with_contents(left, right, overrides, job));
        Comparison comparison = start_comparison(*left.document, *right.document, std::move(pairs));
        const std::vector<std::size_t> open = open_pairs(comparison);
        STRATA_TRY(compare_pairs(left, right, comparison.pairs, open, request, job,
                                 [&](std::size_t pair, const PairOutcome& outcome) {
                                     add_difference(comparison, pair, outcome);
                                 }));
        return comparison;
    });
}

} // namespace strata
