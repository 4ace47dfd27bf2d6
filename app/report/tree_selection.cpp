// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/tree_selection.h"

#include "widgets/words/number_words.h"
#include "widgets/words/translation.h"

namespace strata::report {

namespace {

bool matches(const Document& document, const Tree& tree, NodeId id, const QString& filter)
{
    const Node& node = tree.node(id);
    const auto has = [&](std::string_view text) {
        return words::text_of(text).contains(filter, Qt::CaseInsensitive);
    };
    return has(tree.name(id)) || has(tree.type(id)) ||
           has(row_detail(document, node, tree.detail(id)));
}

/// Which rows match or hold one that does. Children come after their parents in the arena, so one
/// pass from the end carries each match upwards.
std::vector<bool> kept_rows(const Document& document, const Tree& tree, const std::string& filter)
{
    std::vector<bool> kept(tree.size(), filter.empty());
    if (filter.empty())
        return kept;
    const QString wanted = words::text_of(filter);
    for (std::size_t i = tree.size(); i-- > 1;) {
        const NodeId id{static_cast<std::uint32_t>(i)};
        if (!kept[i])
            kept[i] = matches(document, tree, id, wanted);
        if (kept[i])
            kept[index(tree.node(id).parent)] = true;
    }
    return kept;
}

} // namespace

TreeSelection::TreeSelection(const Document& document, const Tree& tree, std::uint64_t depth,
                             const std::string& filter)
{
    const std::vector<bool> kept = kept_rows(document, tree, filter);
    std::vector<std::pair<NodeId, std::uint32_t>> waiting;
    const auto push_children = [&](NodeId parent, std::uint32_t level) {
        for (std::size_t row = tree.node(parent).child_count; row-- > 0;) {
            const NodeId child = tree.child(parent, row);
            if (kept[index(child)])
                waiting.emplace_back(child, level);
        }
    };
    push_children(Tree::root, 1);
    while (!waiting.empty()) {
        const auto [id, level] = waiting.back();
        waiting.pop_back();
        const bool cut = depth != 0 && level >= depth;
        m_rows.push_back({id, level, cut ? tree.node(id).child_count : 0U});
        if (!cut)
            push_children(id, level + 1);
    }
}

std::string row_detail(const Document& document, const Node& node, std::string_view detail)
{
    if (node.tensor == TensorId::none)
        return std::string(detail);
    const Tensor& tensor = document.tensor(node.tensor);
    return tensor.dtype.name() + ' ' + words::shape(tensor.shape).toStdString();
}

} // namespace strata::report
