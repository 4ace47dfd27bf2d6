// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/tree_nodes.h"

#include <algorithm>
#include <array>
#include <limits>

namespace strata {

namespace {

template <class T> T load(const NodeField& field, const std::byte* node)
{
    std::array<std::byte, sizeof(T)> bytes;
    std::memcpy(bytes.data(), node + field.offset, sizeof(T));
    if (field.big_endian)
        std::reverse(bytes.begin(), bytes.end());
    return std::bit_cast<T>(bytes);
}

Result<NodeField> find_field(const DType& dtype, std::string_view name, bool integer)
{
    if (dtype.fields) {
        for (const DTypeField& field : *dtype.fields) {
            if (field.name != name)
                continue;
            const ScalarType type = field.type.type;
            const bool fits = integer ? type == ScalarType::Int64 || type == ScalarType::Int32 ||
                                            type == ScalarType::UInt32 ||
                                            type == ScalarType::UInt8 || type == ScalarType::Bool
                                      : type == ScalarType::Float64;
            const std::uint64_t size = DType::of(type).item_size;
            if (!fits || !field.shape.empty() || field.offset > dtype.item_size ||
                size > dtype.item_size - field.offset)
                break;
            return NodeField{type, field.offset, field.type.big_endian};
        }
    }
    return fail(ErrorCode::Malformed, "node field " + std::string(name));
}

/// Follows the links of a tree from its first node on.
class LinkCheck {
public:
    LinkCheck(std::uint64_t nodes, std::uint64_t features)
        : m_has_parent(static_cast<std::size_t>(nodes)), m_features(features)
    {
        if (nodes != 0)
            m_has_parent[0] = true; // the root is nobody's child
    }

    Result<void> check(const TreeNodeRecord& node)
    {
        if (node.left == -1 && node.right == -1)
            return {};
        STRATA_TRY(take_child(node.left));
        STRATA_TRY(take_child(node.right));
        if (node.feature < 0 || static_cast<std::uint64_t>(node.feature) >= m_features)
            return fail(ErrorCode::Malformed, "feature " + std::to_string(node.feature));
        return {};
    }

private:
    Result<void> take_child(std::int64_t child)
    {
        if (child < 0 || static_cast<std::uint64_t>(child) >= m_has_parent.size())
            return fail(ErrorCode::Malformed, "child " + std::to_string(child));
        auto parent = m_has_parent[static_cast<std::size_t>(child)];
        if (parent)
            return fail(ErrorCode::Malformed, "two parents of node " + std::to_string(child));
        parent = true;
        return {};
    }

    std::vector<bool> m_has_parent;
    std::uint64_t m_features;
};

Result<void> visit_block(const ValueBlock& block, std::uint64_t item_size, const NodeLayout& layout,
                         LinkCheck& links, const NodeVisit& visit)
{
    for (std::uint64_t i = 0; i < block.count; ++i) {
        const TreeNodeRecord node = layout.record(block.bytes.data() + i * item_size);
        STRATA_TRY(links.check(node));
        visit(block.first + i, node);
    }
    return {};
}

} // namespace

std::int64_t NodeField::integer(const std::byte* node) const
{
    switch (type) {
    case ScalarType::Int64:
        return load<std::int64_t>(*this, node);
    case ScalarType::Int32:
        return load<std::int32_t>(*this, node);
    case ScalarType::UInt32:
        return load<std::uint32_t>(*this, node);
    default:
        return load<std::uint8_t>(*this, node);
    }
}

double NodeField::real(const std::byte* node) const
{
    return load<double>(*this, node);
}

// sklearn/tree/_tree.pxd, struct Node
Result<NodeLayout> NodeLayout::of(const DType& dtype)
{
    if (find_field(dtype, "is_leaf", true))
        return of_predictor(dtype);
    NodeLayout layout;
    STRATA_ASSIGN(layout.m_left, find_field(dtype, "left_child", true));
    STRATA_ASSIGN(layout.m_right, find_field(dtype, "right_child", true));
    STRATA_ASSIGN(layout.m_feature, find_field(dtype, "feature", true));
    STRATA_ASSIGN(layout.m_threshold, find_field(dtype, "threshold", false));
    STRATA_ASSIGN(layout.m_impurity, find_field(dtype, "impurity", false));
    STRATA_ASSIGN(layout.m_samples, find_field(dtype, "n_node_samples", true));
    STRATA_ASSIGN(layout.m_weighted, find_field(dtype, "weighted_n_node_samples", false));
    if (const auto missing = find_field(dtype, "missing_go_to_left", true))
        layout.m_missing_goes_left = *missing;
    return layout;
}

// sklearn/ensemble/_hist_gradient_boosting/common.pyx, PREDICTOR_RECORD_DTYPE
Result<NodeLayout> NodeLayout::of_predictor(const DType& dtype)
{
    NodeLayout layout;
    STRATA_ASSIGN(layout.m_left, find_field(dtype, "left", true));
    STRATA_ASSIGN(layout.m_right, find_field(dtype, "right", true));
    STRATA_ASSIGN(layout.m_feature, find_field(dtype, "feature_idx", true));
    // "threshold" before scikit-learn 0.24, which had no categories yet.
    auto threshold = find_field(dtype, "num_threshold", false);
    if (!threshold)
        threshold = find_field(dtype, "threshold", false);
    STRATA_ASSIGN(layout.m_threshold, std::move(threshold));
    STRATA_ASSIGN(layout.m_samples, find_field(dtype, "count", true));
    STRATA_ASSIGN(layout.m_value, find_field(dtype, "value", false));
    STRATA_ASSIGN(layout.m_is_leaf, find_field(dtype, "is_leaf", true));
    if (const auto missing = find_field(dtype, "missing_go_to_left", true))
        layout.m_missing_goes_left = *missing;
    if (const auto categorical = find_field(dtype, "is_categorical", true))
        layout.m_is_categorical = *categorical;
    return layout;
}

TreeNodeRecord NodeLayout::predictor_record(const std::byte* node) const
{
    TreeNodeRecord record;
    if (m_is_leaf.integer(node) == 0) {
        record.left = m_left.integer(node);
        record.right = m_right.integer(node);
        record.feature = m_feature.integer(node);
        record.threshold = m_threshold.real(node);
        record.categorical =
            m_is_categorical.type != ScalarType::Void && m_is_categorical.integer(node) != 0;
    }
    record.impurity = std::numeric_limits<double>::quiet_NaN();
    record.samples = m_samples.integer(node);
    record.weighted_samples = static_cast<double>(record.samples);
    record.value = m_value->real(node);
    record.missing_goes_left = m_missing_goes_left && m_missing_goes_left->integer(node) != 0;
    return record;
}

TreeNodeRecord NodeLayout::record(const std::byte* node) const
{
    if (m_value)
        return predictor_record(node);
    TreeNodeRecord record;
    record.left = m_left.integer(node);
    record.right = m_right.integer(node);
    record.feature = m_feature.integer(node);
    record.threshold = m_threshold.real(node);
    record.impurity = m_impurity.real(node);
    record.samples = m_samples.integer(node);
    record.weighted_samples = m_weighted.real(node);
    record.missing_goes_left = m_missing_goes_left && m_missing_goes_left->integer(node) != 0;
    return record;
}

Result<void> for_each_node(const Document& document, const DecisionTree& tree,
                           const SourceSet& sources, const JobContext& job, BlockScratch& scratch,
                           const NodeVisit& visit)
{
    if (index(tree.nodes) >= document.tensors.size())
        return fail(ErrorCode::Malformed, "no node array");
    const Tensor& nodes = document.tensor(tree.nodes);
    STRATA_ASSIGN(const NodeLayout layout, NodeLayout::of(nodes.dtype));
    STRATA_ASSIGN(const TensorReader reader, TensorReader::plan(nodes, sources));
    if (reader.item_count() != tree.node_count)
        return fail(ErrorCode::Malformed, "node_count");
    LinkCheck links(reader.item_count(), tree.feature_count);
    const auto visit_values = [&](const ValueBlock& block) {
        return visit_block(block, reader.item_size(), layout, links, visit);
    };
    if (!reader.random_access())
        return reader.for_each(
            job, 1, [&](const ValueBlock& block, unsigned) { return visit_values(block); });
    for (std::uint64_t block = 0; block < reader.block_count(); ++block) {
        STRATA_TRY(job.check());
        STRATA_ASSIGN(const ValueBlock values, reader.read(block, scratch));
        STRATA_TRY(visit_values(values));
    }
    return {};
}

} // namespace strata
