// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/save/exported_names.h"

#include <algorithm>

namespace strata {

namespace {

/// A dict or an object that holds weights or modules by name; the parts of a sparse tensor have a row
/// of their layout above them, which is none.
bool is_container_row(const Tree& tree, NodeId row)
{
    const NodeKind kind = tree.node(row).kind;
    return kind == NodeKind::Model || ((kind == NodeKind::Group || kind == NodeKind::Object) &&
                                       !tree.type(row).starts_with("sparse"));
}

/// The innermost of the rows above a tensor, counted from the top, that are containers and no
/// modules; the root where there is none.
NodeId container_of(const Tree& tree, NodeId row)
{
    NodeId container = Tree::root;
    bool above = false; // all rows between it and the top are containers
    for (NodeId at = tree.node(row).parent; at != Tree::root && at != NodeId::none;
         at = tree.node(at).parent) {
        if (!is_container_row(tree, at))
            above = false;
        else if (!above) {
            container = at;
            above = true;
        }
    }
    return above ? container : Tree::root;
}

} // namespace

std::optional<NodeId> state_dict_row(const Document& document)
{
    if (document.format.id != "torch")
        return std::nullopt;
    const Tree& tree = document.model;
    NodeId common = NodeId::none;
    NodeId last_parent = NodeId::none;
    for (const Tensor& tensor : document.tensors) {
        if (tensor.role == TensorRole::Optimizer || tensor.model_node == NodeId::none)
            continue;
        // Tensors of one module lie one after the other.
        const NodeId parent = tree.node(tensor.model_node).parent;
        if (parent == last_parent)
            continue;
        last_parent = parent;
        const NodeId container = container_of(tree, tensor.model_node);
        if (container == Tree::root || (common != NodeId::none && common != container))
            return std::nullopt;
        common = container;
    }
    return common == NodeId::none ? std::nullopt : std::optional(common);
}

ExportedNames::ExportedNames(const Document& document, NameStyle style)
    : m_document(document), m_style(style)
{
    if (const auto row = state_dict_row(document)) {
        m_container = document.model.path(*row) + document.model.separator();
        m_left_away = exported_name(m_container, style);
    }
}

std::string ExportedNames::take(TensorId id)
{
    return unlike(name_of(id));
}

std::string ExportedNames::unlike(const std::string& name)
{
    if (m_taken.insert(name).second)
        return name;
    ++m_numbered;
    // Numbers below the next one are taken, so that many equal names take no longer than others.
    std::uint64_t& next = m_next.try_emplace(name, 2).first->second;
    std::string unique;
    do
        unique = name + '_' + std::to_string(next++);
    while (!m_taken.insert(unique).second);
    return unique;
}

/// What the layers of a Keras model lie in has no part in their names; a module of torch's that is
/// named "layers" has.
std::string ExportedNames::name_of(TensorId id)
{
    std::string path = m_document.tensor_path(id);
    if (!m_container.empty() && path.starts_with(m_container)) {
        ++m_shortened;
        path.erase(0, m_container.size());
    }
    NodeId row = m_document.tensor(id).model_node;
    while (row != NodeId::none && row != Tree::root &&
           m_document.model.node(row).parent != Tree::root)
        row = m_document.model.node(row).parent;
    const bool is_module = path.starts_with("layers/") && row != NodeId::none &&
                           m_document.model.node(row).kind == NodeKind::Layer;
    std::string name = exported_name(std::move(path), m_style);
    if (is_module)
        name.insert(0, m_style == NameStyle::Dotted ? "layers." : "layers/");
    return name;
}

std::string exported_name(std::string path, NameStyle style)
{
    constexpr std::string_view layers = "layers/";
    if (path.starts_with(layers))
        path.erase(0, layers.size());
    if (path.starts_with('/'))
        path.erase(0, 1);
    if (style == NameStyle::Dotted)
        std::replace(path.begin(), path.end(), '/', '.');
    return unescape_path_part(path);
}

} // namespace strata
