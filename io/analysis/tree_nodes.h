// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/forest.h"
#include "io/source/tensor_reader.h"

#include <cstring>
#include <functional>
#include <optional>
#include <string_view>

namespace strata {

/// One field of a node as it is stored.
struct NodeField {
    ScalarType type = ScalarType::Void;
    std::uint64_t offset = 0;
    bool big_endian = false;

    [[nodiscard]] std::int64_t integer(const std::byte* node) const;
    [[nodiscard]] double real(const std::byte* node) const;
};

/// Where the fields of scikit-learn's node arrays lie. Their offsets and types come from the file's
/// dtype, since scikit-learn 1.3 added a field and other machines have other integers.
class NodeLayout {
public:
    /// Malformed when the dtype is no node array.
    static Result<NodeLayout> of(const DType& dtype);
    [[nodiscard]] TreeNodeRecord record(const std::byte* node) const;
    /// Whether the nodes hold their values themselves.
    [[nodiscard]] bool holds_values() const { return m_value.has_value(); }

private:
    static Result<NodeLayout> of_predictor(const DType& dtype);
    [[nodiscard]] TreeNodeRecord predictor_record(const std::byte* node) const;

    NodeField m_left;
    NodeField m_right;
    NodeField m_feature;
    NodeField m_threshold;
    NodeField m_impurity;
    NodeField m_samples;
    NodeField m_weighted;
    std::optional<NodeField> m_missing_goes_left;
    // Of histogram-based boosting only:
    std::optional<NodeField> m_value;
    NodeField m_is_leaf;
    NodeField m_is_categorical;
};

/// Hands on every node of a tree in order, after checking that it points to other nodes and to a
/// feature that exist, and that no node has two parents.
using NodeVisit = std::function<void(std::uint64_t index, const TreeNodeRecord& node)>;
Result<void> for_each_node(const Document& document, const DecisionTree& tree,
                           const SourceSet& sources, const JobContext& job, BlockScratch& scratch,
                           const NodeVisit& visit);

} // namespace strata
