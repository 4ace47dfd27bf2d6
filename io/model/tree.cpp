// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model/tree.h"

#include "io/base/limits.h"

#include <algorithm>

namespace strata {

namespace {

/// Texts up to this length are stored once; longer ones rarely repeat.
constexpr std::size_t shared_text_bytes = 48;
/// The table of shared texts stops growing here, so that a tree of unlike names stays small.
constexpr std::size_t shared_text_count = 65'536;

std::string replace_all(std::string_view text, std::string_view from, std::string_view to)
{
    std::string out;
    std::size_t start = 0;
    for (;;) {
        const std::size_t at = text.find(from, start);
        out.append(text.substr(start, at - start));
        if (at == std::string_view::npos)
            return out;
        out.append(to);
        start = at + from.size();
    }
}

/// The path of a row, in a tree or in one that is still built.
std::string joined_path(const std::vector<Node>& nodes, std::string_view text, const PathForm& form,
                        NodeId id)
{
    std::vector<TextRef> keys;
    for (; id != form.start && id != Tree::root && id != NodeId::none; id = nodes[index(id)].parent)
        keys.push_back(nodes[index(id)].key);
    if (keys.empty())
        return {};
    std::string out(form.prefix);
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
        if (key != keys.rbegin())
            out += form.separator;
        out += escape_path_part(text.substr(key->offset, key->length));
    }
    return out;
}

} // namespace

const char* node_kind_name(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Root:
        return "root";
    case NodeKind::Model:
        return "model";
    case NodeKind::Layer:
        return "layer";
    case NodeKind::Input:
        return "input";
    case NodeKind::Tensor:
        return "tensor";
    case NodeKind::Scalar:
        return "scalar";
    case NodeKind::Text:
        return "text";
    case NodeKind::Optimizer:
        return "optimizer";
    case NodeKind::Estimator:
        return "estimator";
    case NodeKind::Forest:
        return "forest";
    case NodeKind::Tree:
        return "tree";
    case NodeKind::Pipeline:
        return "pipeline";
    case NodeKind::Group:
        return "group";
    case NodeKind::List:
        return "list";
    case NodeKind::Object:
        return "object";
    case NodeKind::Metadata:
        return "metadata";
    }
    return "object";
}

std::string escape_path_part(std::string_view part)
{
    return replace_all(replace_all(part, "~", "~0"), "/", "~1");
}

std::string unescape_path_part(std::string_view part)
{
    return replace_all(replace_all(part, "~1", "/"), "~0", "~");
}

Tree::Tree()
{
    m_nodes.emplace_back();
    m_nodes.front().kind = NodeKind::Root;
}

std::string Tree::path(NodeId id) const
{
    return joined_path(m_nodes, m_text, m_paths, id);
}

/// Goes from a row to the one below it that the path starts with, and takes it off the path.
std::optional<NodeId> Tree::step(NodeId at, std::string_view& path) const
{
    const std::uint32_t count = node(at).child_count;
    if (separator() == '/') {
        const std::size_t slash = path.find('/');
        const std::string key = unescape_path_part(path.substr(0, slash));
        std::uint32_t row = 0;
        while (row < count && text(node(child(at, row)).key) != key)
            ++row;
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
        return row == count ? std::nullopt : std::optional(child(at, row));
    }
    // A key may hold the separator itself: the longest one wins, and of a row that has the whole
    // path nothing is left to look for.
    std::optional<NodeId> found;
    std::size_t taken = 0;
    for (std::uint32_t row = 0; row < count; ++row) {
        const NodeId id = child(at, row);
        const std::string key = escape_path_part(text(node(id).key));
        if (!path.starts_with(key) || (found && key.size() < taken))
            continue;
        const bool ends = key.size() == path.size();
        if (!ends && (node(id).child_count == 0 ||
                      (path[key.size()] != separator() && path[key.size()] != '/')))
            continue;
        found = id;
        taken = key.size();
        if (ends)
            break;
    }
    path.remove_prefix(std::min(path.size(), taken + 1));
    return found;
}

std::optional<NodeId> Tree::find(std::string_view path) const
{
    if (!path.starts_with(m_paths.prefix))
        return std::nullopt;
    path.remove_prefix(m_paths.prefix.size());
    NodeId at = m_paths.start;
    while (!path.empty()) {
        const auto next = step(at, path);
        if (!next)
            return std::nullopt;
        at = *next;
    }
    return at;
}

void Tree::renumber_counterparts(const std::vector<NodeId>& renumbered)
{
    for (Node& node : m_nodes) {
        if (node.counterpart != NodeId::none)
            node.counterpart = renumbered[index(node.counterpart)];
    }
}

std::string TreeBuilder::path(NodeId id) const
{
    return joined_path(m_nodes, m_text, m_paths, id);
}

TreeBuilder::TreeBuilder(std::string prefix)
{
    m_paths.prefix = std::move(prefix);
    m_nodes.emplace_back();
    m_nodes.front().kind = NodeKind::Root;
}

TextRef TreeBuilder::store(std::string_view text)
{
    if (text.empty())
        return {};
    const bool shared = text.size() <= shared_text_bytes;
    if (shared) {
        const auto seen = m_seen.find(std::string(text));
        if (seen != m_seen.end())
            return seen->second;
    }
    // The pool is addressed by 32 bits; what no longer fits has no text.
    if (m_text.size() + text.size() > 0xffffffffULL)
        return {};
    const TextRef ref{static_cast<std::uint32_t>(m_text.size()),
                      static_cast<std::uint32_t>(text.size())};
    m_text.append(text);
    if (shared && m_seen.size() < shared_text_count)
        m_seen.emplace(text, ref);
    return ref;
}

NodeId TreeBuilder::add(NodeId parent, const Row& row)
{
    if (parent == NodeId::none || m_nodes.size() >= limits::tree_nodes) {
        ++m_dropped;
        return NodeId::none;
    }
    Node node;
    node.name = store(row.name);
    node.key = row.key.empty() ? node.name : store(row.key);
    node.type = store(row.type);
    node.detail = store(row.detail);
    node.parent = parent;
    node.tensor = row.tensor;
    node.kind = row.kind;
    node.offset = row.offset;
    m_nodes.push_back(node);
    ++at(parent).child_count;
    return NodeId{static_cast<std::uint32_t>(m_nodes.size() - 1)};
}

void TreeBuilder::set_detail(NodeId id, std::string_view detail)
{
    if (id != NodeId::none)
        at(id).detail = store(detail);
}

void TreeBuilder::set_type(NodeId id, std::string_view type)
{
    if (id != NodeId::none)
        at(id).type = store(type);
}

void TreeBuilder::start_paths(NodeId below, char separator)
{
    if (below != NodeId::none)
        m_paths.start = below;
    m_paths.separator = separator;
}

TreeBuilder::Finished TreeBuilder::finish() &&
{
    // Breadth first, each node's children get one run of ids. Since parents come before their
    // children in m_nodes, the runs can be handed out in one pass over the new order.
    const std::size_t count = m_nodes.size();
    std::vector<std::uint32_t> first_of(count + 1,
                                        0); // children of old node i: order[first_of[i]…]
    for (std::size_t old = 0; old < count; ++old)
        first_of[old + 1] = first_of[old] + m_nodes[old].child_count;
    std::vector<std::uint32_t> order(count - 1);
    std::vector<std::uint32_t> filled(first_of.begin(), first_of.end() - 1);
    for (std::size_t old = 1; old < count; ++old)
        order[filled[index(m_nodes[old].parent)]++] = static_cast<std::uint32_t>(old);

    Finished out;
    out.renumbered.assign(count, NodeId::none);
    out.tree.m_nodes.clear();
    out.tree.m_nodes.reserve(count);
    std::vector<std::uint32_t> old_of;
    old_of.reserve(count);
    old_of.push_back(0);
    out.tree.m_nodes.push_back(m_nodes.front());
    out.renumbered[0] = Tree::root;
    for (std::size_t next = 0; next < old_of.size(); ++next) {
        const std::uint32_t old = old_of[next];
        const auto first = static_cast<std::uint32_t>(old_of.size());
        for (std::uint32_t i = first_of[old]; i < first_of[old + 1]; ++i) {
            out.renumbered[order[i]] = NodeId{static_cast<std::uint32_t>(old_of.size())};
            old_of.push_back(order[i]);
            out.tree.m_nodes.push_back(m_nodes[order[i]]);
            out.tree.m_nodes.back().parent = NodeId{static_cast<std::uint32_t>(next)};
        }
        if (m_nodes[old].child_count != 0)
            out.tree.m_nodes[next].first_child = NodeId{first};
    }
    out.tree.m_text = std::move(m_text);
    out.tree.m_paths = std::move(m_paths);
    out.tree.m_paths.start = out.renumbered[index(out.tree.m_paths.start)];
    return out;
}

} // namespace strata
