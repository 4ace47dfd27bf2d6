// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace strata {

/// What a row of the tree is; each kind has an icon.
enum class NodeKind : std::uint8_t {
    Root, ///< the invisible parent of the top rows
    Model,
    Layer,
    Input,
    Tensor,
    Scalar,
    Text,
    Optimizer,
    Estimator,
    Forest,
    Tree,
    Pipeline,
    Group,
    List,
    Object,
    Metadata,
};
const char* node_kind_name(NodeKind kind); ///< "model", "layer" …

/// Text in a tree's string pool.
struct TextRef {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
};

/// A row of the index. Small, since there may be millions; text lives in the tree's pool.
struct Node {
    TextRef name;   ///< what is shown
    TextRef key;    ///< its part of the path; usually the same text as the name
    TextRef type;   ///< "Dense", "float", "dict", "slot" …
    TextRef detail; ///< a scalar's value as Python writes it, or "100 trees"
    NodeId parent = NodeId::none;
    NodeId first_child = NodeId::none; ///< children lie one after the other
    std::uint32_t child_count = 0;
    TensorId tensor = TensorId::none;
    LayerId layer = LayerId::none;
    EstimatorId estimator = EstimatorId::none;
    NodeId counterpart = NodeId::none; ///< the same thing in the document's other tree
    NodeKind kind = NodeKind::Object;
    bool custom = false; ///< a class that its framework does not ship
    /// Where it lies in the file (an opcode, a header), or no_offset.
    std::uint64_t offset = no_offset;
    static constexpr std::uint64_t no_offset = ~std::uint64_t{0};
};

/// How the paths of a tree are spelled.
struct PathForm {
    std::string prefix;
    char separator = '/';
    NodeId start = NodeId{0}; ///< the row below which paths start
};

/// One reading of a file: rows in an arena, addressed by index, children contiguous. Immutable.
class Tree {
public:
    static constexpr NodeId root = NodeId{0};

    /// A tree of nothing but its root.
    Tree();

    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    [[nodiscard]] bool empty() const { return m_nodes.size() == 1; }
    [[nodiscard]] const Node& node(NodeId id) const { return m_nodes[index(id)]; }
    [[nodiscard]] std::string_view text(TextRef ref) const
    {
        return std::string_view(m_text).substr(ref.offset, ref.length);
    }
    [[nodiscard]] std::string_view name(NodeId id) const { return text(node(id).name); }
    [[nodiscard]] std::string_view type(NodeId id) const { return text(node(id).type); }
    [[nodiscard]] std::string_view detail(NodeId id) const { return text(node(id).detail); }
    [[nodiscard]] NodeId child(NodeId parent, std::size_t row) const
    {
        return NodeId{static_cast<std::uint32_t>(index(node(parent).first_child) + row)};
    }
    /// Position among its siblings.
    [[nodiscard]] std::size_t row(NodeId id) const
    {
        return index(id) - index(node(node(id).parent).first_child);
    }
    /// Keys from below the row where paths start (the root, unless the builder was told of another)
    /// joined by the separator, each with '~' as "~0" and '/' as "~1". That row's path is empty.
    /// `prefix` of the tree comes first ("/" for the File reading of HDF5).
    [[nodiscard]] std::string path(NodeId id) const;
    /// Takes '/' for a separator too, whatever the tree's own.
    [[nodiscard]] std::optional<NodeId> find(std::string_view path) const;
    [[nodiscard]] char separator() const { return m_paths.separator; }

    /// Maps every row's counterpart through the other tree's new ids. For DocumentBuilder only,
    /// while the document is being made.
    void renumber_counterparts(const std::vector<NodeId>& renumbered);

private:
    friend class TreeBuilder;
    [[nodiscard]] std::optional<NodeId> step(NodeId at, std::string_view& path) const;

    std::vector<Node> m_nodes;
    std::string m_text;
    PathForm m_paths;
};

/// Builds a Tree from rows added in any order, parents first. Siblings keep the order in which they
/// were added. Past limits::tree_nodes rows are counted and dropped: add() returns NodeId::none,
/// which every call accepts and ignores.
class TreeBuilder {
public:
    struct Row {
        NodeKind kind = NodeKind::Object;
        std::string_view name;
        std::string_view type = {};
        std::string_view detail = {};
        std::string_view key = {}; ///< empty: the name
        TensorId tensor = TensorId::none;
        std::uint64_t offset = Node::no_offset;
    };

    explicit TreeBuilder(std::string prefix = {});

    NodeId add(NodeId parent, const Row& row);
    /// The row under construction; valid until the next add(). Not for NodeId::none.
    Node& at(NodeId id) { return m_nodes[index(id)]; }
    void set_detail(NodeId id, std::string_view detail);
    void set_type(NodeId id, std::string_view type);
    /// Paths leave out this row, which is no module of its own but the file as a whole, and have
    /// names with this between them.
    void start_paths(NodeId below, char separator);
    /// As the finished tree will have it.
    [[nodiscard]] std::string path(NodeId id) const;
    [[nodiscard]] std::uint64_t dropped() const { return m_dropped; }
    [[nodiscard]] std::string_view text(TextRef ref) const
    {
        return std::string_view(m_text).substr(ref.offset, ref.length);
    }

    /// The tree with children made contiguous, and the new id of every row that add() gave out
    /// (`renumbered[index(old)]`). `counterpart` is left as it was: DocumentBuilder maps it.
    struct Finished;
    [[nodiscard]] Finished finish() &&;

private:
    TextRef store(std::string_view text);

    std::vector<Node> m_nodes;
    std::string m_text;
    PathForm m_paths;
    std::unordered_map<std::string, TextRef> m_seen; ///< short texts that repeat
    std::uint64_t m_dropped = 0;
};

struct TreeBuilder::Finished {
    Tree tree;
    std::vector<NodeId> renumbered;
};

/// One part of a path with '~' and '/' escaped, and back.
[[nodiscard]] std::string escape_path_part(std::string_view part);
[[nodiscard]] std::string unescape_path_part(std::string_view part);

} // namespace strata
