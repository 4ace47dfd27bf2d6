// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/trees.h"

#include "io/analysis/forest.h"
#include "io/base/limits.h"
#include "io/compare/struct_items.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace strata {

namespace {

/// The items of the first `count` nodes.
Result<std::vector<std::byte>> first_nodes(const OpenDocument& opened, TensorId id,
                                           std::uint64_t count, const JobContext& job)
{
    const Tensor& tensor = opened.document->tensor(id);
    std::vector<SliceAxis> slice;
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis)
        slice.push_back({0, axis == 0 ? std::min(count, tensor.shape[0]) : tensor.shape[axis], 1});
    return read_slice(tensor, opened.sources, slice, job, limits::drawn_tree_bytes);
}

/// The first node whose items differ in one of the arrays of two trees.
Result<std::optional<std::uint64_t>> first_difference(const OpenDocument& left, TensorId left_id,
                                                      const OpenDocument& right, TensorId right_id,
                                                      std::uint64_t nodes, const JobContext& job)
{
    if (left_id == TensorId::none || right_id == TensorId::none || nodes == 0)
        return std::optional<std::uint64_t>();
    const DType& dtype = left.document->tensor(left_id).dtype;
    STRATA_ASSIGN(const auto one, first_nodes(left, left_id, nodes, job));
    STRATA_ASSIGN(const auto other, first_nodes(right, right_id, nodes, job));
    const bool alike = dtype.item_size == right.document->tensor(right_id).dtype.item_size;
    if (!alike || one.size() != other.size() || dtype.item_size == 0)
        return std::optional<std::uint64_t>(0);
    const std::size_t a_node = one.size() / nodes;
    for (std::size_t at = 0; at + dtype.item_size <= one.size(); at += dtype.item_size) {
        if (!same_item(dtype, one.data() + at, other.data() + at))
            return std::optional<std::uint64_t>(at / a_node);
    }
    return std::optional<std::uint64_t>();
}

std::optional<std::uint64_t> earlier(const std::optional<std::uint64_t>& one,
                                     const std::optional<std::uint64_t>& other)
{
    if (!one || !other)
        return one ? one : other;
    return std::min(*one, *other);
}

std::optional<std::uint64_t> parting(const OpenDocument& left, const DecisionTree& one,
                                     const OpenDocument& right, const DecisionTree& other,
                                     const JobContext& job)
{
    const std::uint64_t nodes = std::min(one.node_count, other.node_count);
    const auto rules = first_difference(left, one.nodes, right, other.nodes, nodes, job);
    const auto values = first_difference(left, one.values, right, other.values, nodes, job);
    if (!rules || !values)
        return std::nullopt;
    const auto first = earlier(*rules, *values);
    return first || one.node_count == other.node_count ? first : std::optional(nodes);
}

Result<std::vector<ImportanceDifference>>
compare_importances(const OpenDocument& left, const OpenDocument& right, const JobContext& job)
{
    std::vector<ImportanceDifference> out;
    const Estimator* const one = root_estimator(*left.document);
    const Estimator* const other = root_estimator(*right.document);
    if (one == nullptr || other == nullptr || one->trees.empty() || other->trees.empty())
        return out;
    const auto lefts = feature_importances(*left.document, *one, left.sources, job);
    const auto rights = feature_importances(*right.document, *other, right.sources, job);
    STRATA_TRY(job.check());
    // A broken tree is told by its finding.
    if (!lefts || !rights || lefts->size() != rights->size())
        return out;
    for (std::size_t i = 0; i < lefts->size(); ++i) {
        const bool named = i < one->names_of_input().size();
        if ((*lefts)[i] != (*rights)[i])
            out.push_back(
                {named ? one->names_of_input()[i] : std::to_string(i), (*lefts)[i], (*rights)[i]});
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::fabs(a.right - a.left) > std::fabs(b.right - b.left);
    });
    return out;
}

} // namespace

const Estimator* root_estimator(const Document& document)
{
    return document.estimator == EstimatorId::none
               ? nullptr
               : &document.estimators[index(document.estimator)];
}

Result<TreeDifferences> compare_trees(const OpenDocument& left, const OpenDocument& right,
                                      const Comparison& comparison, const JobContext& job)
{
    TreeDifferences out;
    std::unordered_map<std::uint32_t, const DecisionTree*> rights;
    for (const Estimator& estimator : right.document->estimators) {
        out.right += estimator.trees.size();
        for (const DecisionTree& tree : estimator.trees)
            rights.emplace(static_cast<std::uint32_t>(index(tree.node)), &tree);
    }
    for (const Estimator& estimator : left.document->estimators) {
        out.left += estimator.trees.size();
        for (const DecisionTree& tree : estimator.trees) {
            STRATA_TRY(job.check());
            if (tree.node == NodeId::none)
                continue;
            const PairId row = comparison.pairs.row_of_left[index(tree.node)];
            const NodeId partner =
                row == PairId::none ? NodeId::none : comparison.pairs.row(row).right;
            const auto other = rights.find(static_cast<std::uint32_t>(index(partner)));
            if (partner == NodeId::none || other == rights.end())
                continue;
            const RowFigures& figures = comparison.rows[index(row)];
            if (figures.changed_pairs == 0) {
                out.equal += figures.compared == figures.pairs ? 1 : 0;
                continue;
            }
            TreeDifference difference;
            difference.path = left.document->model.path(tree.node);
            difference.left_nodes = tree.node_count;
            difference.right_nodes = other->second->node_count;
            difference.left_depth = tree.depth;
            difference.right_depth = other->second->depth;
            if (!comparison.structure_only)
                difference.first_node = parting(left, tree, right, *other->second, job);
            out.changed.push_back(std::move(difference));
        }
    }
    if (!comparison.structure_only && (!out.changed.empty() || out.left != out.right)) {
        STRATA_ASSIGN(out.importances, compare_importances(left, right, job));
    }
    return out;
}

} // namespace strata
