// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/tree_figures.h"

#include "io/analysis/tree_nodes.h"
#include "io/base/guarded.h"
#include "io/base/limits.h"
#include "io/source/tensor_reader.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

namespace strata {

namespace {

/// (node_count, outputs, max class count), as scikit-learn keeps them.
Result<void> check_shape(const Tensor& values, const DecisionTree& tree)
{
    const std::uint64_t most_classes =
        *std::max_element(tree.class_counts.begin(), tree.class_counts.end());
    const bool fits = values.dtype.type == ScalarType::Float64 && values.shape.size() == 3 &&
                      values.shape[0] == tree.node_count &&
                      values.shape[1] == tree.class_counts.size() &&
                      values.shape[2] >= std::max<std::uint64_t>(most_classes, 1);
    if (!fits)
        return fail(ErrorCode::Malformed, "tree values");
    return {};
}

/// Before scikit-learn 1.3 the values of a classifier were counts; shares since.
void make_shares(TreeFigures& figures)
{
    for (std::size_t node = 0; node < figures.nodes.size(); ++node) {
        for (std::size_t output = 0; output < figures.outputs(); ++output) {
            if (figures.class_counts[output] < 2)
                continue;
            double* const first =
                figures.values.data() + (node * figures.outputs() + output) * figures.width;
            const std::span shares(first, figures.said(node, output).size());
            const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
            const bool usable = std::isfinite(sum) && sum > 0;
            for (double& share : shares)
                share = usable ? share / sum : 0;
        }
    }
}

void find_value_ranges(TreeFigures& figures)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    figures.value_ranges.assign(figures.outputs(), {infinity, -infinity});
    for (std::size_t output = 0; output < figures.outputs(); ++output) {
        if (figures.class_counts[output] > 1)
            continue;
        auto& [low, high] = figures.value_ranges[output];
        for (std::size_t node = 0; node < figures.nodes.size(); ++node) {
            const double value = figures.said(node, output).front();
            if (!std::isfinite(value))
                continue;
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
}

Result<void> read_values(TreeFigures& figures, const Document& document, const DecisionTree& tree,
                         const SourceSet& sources, const JobContext& job)
{
    if (tree.values == TensorId::none && tree.nodes != TensorId::none) {
        STRATA_ASSIGN(const NodeLayout layout, NodeLayout::of(document.tensor(tree.nodes).dtype));
        if (layout.holds_values() && tree.class_counts == std::vector<std::uint64_t>{1}) {
            for (const TreeNodeRecord& node : figures.nodes)
                figures.values.push_back(node.value);
            return {};
        }
    }
    if (index(tree.values) >= document.tensors.size())
        return fail(ErrorCode::Malformed, "no value array");
    const Tensor& tensor = document.tensor(tree.values);
    STRATA_TRY(check_shape(tensor, tree));
    std::vector<SliceAxis> whole;
    for (const std::uint64_t length : tensor.shape)
        whole.push_back({0, length, 1});
    STRATA_ASSIGN(const std::vector<std::byte> bytes,
                  read_slice(tensor, sources, whole, job, limits::drawn_tree_bytes));
    figures.width = static_cast<std::size_t>(tensor.shape[2]);
    figures.values.resize(bytes.size() / sizeof(double));
    if (!bytes.empty())
        std::memcpy(figures.values.data(), bytes.data(), bytes.size());
    return {};
}

} // namespace

std::span<const double> TreeFigures::said(std::size_t node, std::size_t output) const
{
    const std::size_t count = std::max<std::size_t>(class_counts[output], 1);
    return std::span(values).subspan((node * outputs() + output) * width, count);
}

std::size_t TreeFigures::majority(std::size_t node, std::size_t output) const
{
    const std::span<const double> shares = said(node, output);
    return static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) -
                                    shares.begin());
}

Result<TreeFigures> read_tree_figures(const Document& document, const DecisionTree& tree,
                                      const SourceSet& sources, const JobContext& job)
{
    return guarded([&]() -> Result<TreeFigures> {
        if (tree.node_count > limits::drawn_tree_nodes)
            return fail(ErrorCode::LimitExceeded, "drawn_tree_nodes");
        if (tree.class_counts.empty())
            return fail(ErrorCode::Malformed, "class_counts");
        TreeFigures figures;
        figures.class_counts = tree.class_counts;
        STRATA_ASSIGN(figures.nodes, read_tree_nodes(document, tree, sources, job));
        figures.shape = measure_tree(figures.nodes);
        STRATA_TRY(read_values(figures, document, tree, sources, job));
        make_shares(figures);
        find_value_ranges(figures);
        return figures;
    });
}

} // namespace strata
