// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/damaged_rows.h"

#include "io/model/presence.h"
#include "widgets/tree/tree_model.h"
#include "widgets/tree/tree_pane.h"
#include "widgets/tree/tree_view.h"

#include <algorithm>

namespace strata {

namespace {

/// Nobody looks at more rows at once, and each must be opened.
constexpr std::size_t most_opened = 500;

/// The name of a row below as many others is out of sight.
bool is_too_deep(const Tree& rows, NodeId node)
{
    constexpr int most = 16;
    int depth = 0;
    while (node != Tree::root && depth <= most) {
        node = rows.node(node).parent;
        ++depth;
    }
    return depth > most;
}

} // namespace

NodeId open_damaged_rows(TreePane& tree, const Document& document)
{
    const auto end = find_early_end(document);
    if (!end)
        return NodeId::none;
    tree.clearFilter();
    const bool model = tree.reading() == Reading::Model;
    NodeId first = NodeId::none;
    for (std::size_t i = 0; i < std::min(end->damaged.size(), most_opened); ++i) {
        const Tensor& tensor = document.tensor(end->damaged[i]);
        const NodeId node = model ? tensor.model_node : tensor.file_node;
        if (node == NodeId::none)
            continue;
        if (first == NodeId::none)
            first = node;
        for (QModelIndex at = tree.model()->indexOf(node).parent(); at.isValid(); at = at.parent())
            tree.view()->expand(at);
    }
    return first;
}

NodeId row_at_fault(TreePane& tree, const Document& document)
{
    const QModelIndex current = tree.view()->currentIndex();
    if (current.row() != 0 || current.parent().isValid())
        return NodeId::none;
    const bool model = tree.reading() == Reading::Model;
    const Finding* gravest = nullptr;
    for (const Finding& finding : document.findings) {
        const NodeId node = model ? finding.model_node : finding.file_node;
        if (node != NodeId::none && node != Tree::root &&
            !is_too_deep(model ? document.model : document.file, node) &&
            (gravest == nullptr || finding.severity < gravest->severity))
            gravest = &finding;
    }
    return gravest == nullptr ? NodeId::none : model ? gravest->model_node : gravest->file_node;
}

} // namespace strata
