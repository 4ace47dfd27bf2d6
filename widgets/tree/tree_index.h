// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tree/reading.h"

#include "io/base/job.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strata {

enum class TreeColumn {
    Name,
    Type,
    Value,
    Dims,
    Dtype,
    Params,
    Size,
    Distribution,
    Marks,
    State, ///< of files that end early alone
};
inline constexpr int tree_column_count = 10;

/// What a tree view needs to know of a reading beyond the rows themselves: what groups sum to and
/// which columns hold anything. Made once, in a job.
struct TreeIndex {
    std::vector<std::uint64_t> params; ///< per node, itself and below; empty without tensors
    std::vector<std::uint64_t> bytes;
    /// Per node, the place in `dtype_names` of the one dtype of all that it holds; empty text for
    /// none and for several.
    std::vector<std::uint16_t> dtypes;
    std::vector<std::string> dtype_names;
    /// Per node, the gravest finding about it or what is below it; Note where there is none that
    /// is worth a mark. May be empty.
    std::vector<Severity> gravest;
    /// Per node, whether loading it or what is below it is dangerous. May be empty.
    std::vector<bool> dangerous;
    /// Nodes that stand for a dangerous call, with what is called: "posix.system".
    std::map<NodeId, std::string> calls;
    /// Per node, the arrays of itself and below, and those that the file ends in or before; empty
    /// for a file that is whole.
    struct Damage {
        std::uint32_t tensors = 0;
        std::uint32_t cut = 0;
        std::uint32_t missing = 0;
    };
    std::vector<Damage> damage;
    std::array<bool, tree_column_count> useful{};
};

/// Whether what is said of a row is the shape of what lies below it, as of a sparse tensor.
[[nodiscard]] bool has_shape_below(const Tree& tree, const Node& node);

[[nodiscard]] TreeIndex make_tree_index(const Document& document, Reading reading);

/// The rows that a filter leaves, parents before children, each node's children in one run: the
/// same order as the tree's own, so that a row is found in constant time.
struct FilteredTree {
    struct Row {
        NodeId node = NodeId::none;
        std::uint32_t parent = 0; ///< place of the parent in `rows`
        std::uint32_t first_child = 0;
        std::uint32_t child_count = 0;
        bool matches = false; ///< itself, not only something above or below it
        bool leads = false;   ///< to a match somewhere below
    };
    std::vector<Row> rows; ///< [0] is the invisible root
    std::uint64_t matches = 0;
    std::uint64_t hidden = 0; ///< rows of the tree that are left out

    [[nodiscard]] std::optional<std::uint32_t> find(NodeId node) const;
};

/// Keeps rows whose name, type, value, shape or dtype holds every word of `text` (letter case does
/// not matter), what is above them and what is below them. Cancelled when the job is.
Result<FilteredTree> filter_tree(const Document& document, Reading reading, const std::string& text,
                                 const JobContext& job);

} // namespace strata
