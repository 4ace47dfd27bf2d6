// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/row_builder.h"

#include "io/compare/settings_rules.h"

#include <algorithm>

namespace strata {

namespace {

PairId pair_id(std::size_t number)
{
    return PairId{static_cast<std::uint32_t>(number)};
}

std::string one_spelling(std::string_view key)
{
    const std::vector<std::string> parts = module_parts({key});
    return parts.empty() ? std::string() : parts.back();
}

/// The path without the rows of a checkpoint in front, which are in no name.
std::string name_in_model(const Tree& tree, NodeId id)
{
    std::string path = tree.path(id);
    for (const std::string_view holder : {"model_state_dict/", "state_dict/", "model_state/"}) {
        if (path.starts_with(holder))
            return path.substr(holder.size());
    }
    return path;
}

bool takes_no_name(NodeKind kind)
{
    return kind == NodeKind::Root || kind == NodeKind::Model || kind == NodeKind::Optimizer ||
           kind == NodeKind::Metadata;
}

} // namespace

RowBuilder::RowBuilder(const ModelSide& left, const ModelSide& right)
    : m_left(left),
      m_right(right),
      m_one_format(left.document.format.id == right.document.format.id),
      m_one_spelling(m_one_format && same_generation(left.document, right.document))
{
}

ModelPairs RowBuilder::build()
{
    m_pairs.row_of_left.assign(m_left.tree.size(), PairId::none);
    m_pairs.row_of_right.assign(m_right.tree.size(), PairId::none);
    count_consumed();
    find_hosts();
    m_pairs.rows.push_back(row_of({Tree::root, Tree::root}, PairId::none));
    m_pairs.row_of_left[0] = m_pairs.row_of_right[0] = ModelPairs::root;
    for (std::size_t at = 0; at < m_pairs.rows.size(); ++at)
        add_children(pair_id(at));
    add_tensors();
    return std::move(m_pairs);
}

void RowBuilder::count_consumed()
{
    m_paired_below_left.assign(m_left.tree.size(), false);
    m_paired_below_right.assign(m_right.tree.size(), false);
    m_listed_below_right.assign(m_right.tree.size(), false);
    for (std::size_t i = m_left.tree.size(); i-- > 1;) {
        const NodeId id{static_cast<std::uint32_t>(i)};
        if (m_left.partner[i] != NodeId::none || m_paired_below_left[i])
            m_paired_below_left[index(m_left.tree.node(id).parent)] = true;
    }
    for (std::size_t i = m_right.tree.size(); i-- > 1;) {
        const NodeId id{static_cast<std::uint32_t>(i)};
        const Node& node = m_right.tree.node(id);
        if (m_right.partner[i] != NodeId::none || m_paired_below_right[i])
            m_paired_below_right[index(node.parent)] = true;
        if (m_right.partner[i] == NodeId::none && node.child_count == 0)
            m_listed_below_right[i] = true;
        if (m_listed_below_right[i])
            m_listed_below_right[index(node.parent)] = true;
    }
}

/// Groups of the right tree whose rows stand, in a flat left file, all below the row that the group
/// itself would stand below: there they are told in that group.
void RowBuilder::find_hosts()
{
    // By right node: the left parent of all that is paired below it, none for nothing, root for
    // several; the root itself takes part as the parent of top rows only.
    constexpr std::uint32_t nothing = 0xffffffff;
    constexpr std::uint32_t several = 0xfffffffe;
    std::vector<std::uint32_t> home(m_right.tree.size(), nothing);
    const auto home_of = [&](std::size_t right) {
        const NodeId partner = m_right.partner[right];
        return partner == NodeId::none
                   ? home[right]
                   : static_cast<std::uint32_t>(index(m_left.tree.node(partner).parent));
    };
    for (std::size_t i = m_right.tree.size(); i-- > 1;) {
        const std::uint32_t mine = home_of(i);
        std::uint32_t& above = home[index(m_right.tree.node(NodeId{std::uint32_t(i)}).parent)];
        if (mine != nothing)
            above = above == nothing || above == mine ? mine : several;
    }
    m_hosts.assign(m_right.tree.size(), false);
    m_hosted.assign(m_left.tree.size(), false);
    for (std::size_t i = 1; i < m_right.tree.size(); ++i) {
        const std::size_t parent = index(m_right.tree.node(NodeId{std::uint32_t(i)}).parent);
        const NodeId partner = m_right.partner[i];
        if (m_hosts[parent] && partner != NodeId::none)
            m_hosted[index(partner)] = true;
        if (partner != NodeId::none || home[i] == nothing || home[i] == several)
            continue;
        const NodeId beside = m_right.partner[parent];
        m_hosts[i] = beside == NodeId::none ? m_hosts[parent] : index(beside) == home[i];
    }
}

/// Whether a row of the right tree gets one of its own, below that of its parent; those that have
/// a partner stand beside it, wherever that is.
bool RowBuilder::listed_right(NodeId right) const
{
    return m_right.partner[index(right)] == NodeId::none &&
           (m_listed_below_right[index(right)] || m_hosts[index(right)]);
}

/// Of a group that the right side alone has, with what stands beside its rows.
std::vector<RowBuilder::Draft> RowBuilder::drafts_of_host(NodeId right) const
{
    std::vector<Draft> drafts;
    for (std::size_t i = 0; i < m_right.tree.node(right).child_count; ++i) {
        const NodeId child = m_right.tree.child(right, i);
        const NodeId partner = m_right.partner[index(child)];
        if (partner != NodeId::none || listed_right(child))
            drafts.push_back({partner, child});
    }
    return drafts;
}

std::vector<RowBuilder::Draft> RowBuilder::drafts_below(const PairRow& row) const
{
    if (row.left == NodeId::none && m_hosts[index(row.right)])
        return drafts_of_host(row.right);
    std::vector<Draft> drafts;
    std::unordered_map<std::uint32_t, std::vector<NodeId>> behind; // rows of the right, by sibling
    std::vector<NodeId> in_front;
    if (row.right != NodeId::none) {
        NodeId before = NodeId::none;
        for (std::size_t i = 0; i < m_right.tree.node(row.right).child_count; ++i) {
            const NodeId child = m_right.tree.child(row.right, i);
            if (!listed_right(child)) {
                before = child;
                continue;
            }
            if (before == NodeId::none)
                in_front.push_back(child);
            else
                behind[static_cast<std::uint32_t>(index(before))].push_back(child);
        }
    }
    for (const NodeId right : in_front)
        drafts.push_back({NodeId::none, right});
    const auto add_behind = [&](std::uint32_t key) {
        const auto found = behind.find(key);
        if (found == behind.end())
            return;
        for (const NodeId right : found->second)
            drafts.push_back({NodeId::none, right});
        behind.erase(found);
    };
    const std::size_t count = row.left == NodeId::none ? 0 : m_left.tree.node(row.left).child_count;
    for (std::size_t i = 0; i < count; ++i) {
        const NodeId child = m_left.tree.child(row.left, i);
        const NodeId partner = m_left.partner[index(child)];
        if (!m_hosted[index(child)])
            drafts.push_back({child, partner});
        if (partner != NodeId::none)
            add_behind(static_cast<std::uint32_t>(index(partner)));
    }
    // Behind rows that stand elsewhere: in the right tree's order.
    if (!behind.empty()) {
        for (std::size_t i = 0; i < m_right.tree.node(row.right).child_count; ++i)
            add_behind(static_cast<std::uint32_t>(index(m_right.tree.child(row.right, i))));
    }
    return drafts;
}

void RowBuilder::add_children(PairId parent)
{
    const std::vector<Draft> drafts = drafts_below(m_pairs.row(parent));
    PairRow& row = m_pairs.rows[index(parent)];
    row.child_count = static_cast<std::uint32_t>(drafts.size());
    if (!drafts.empty())
        row.first_child = pair_id(m_pairs.rows.size());
    for (const Draft& draft : drafts) {
        const PairId id = pair_id(m_pairs.rows.size());
        if (draft.left != NodeId::none)
            m_pairs.row_of_left[index(draft.left)] = id;
        if (draft.right != NodeId::none)
            m_pairs.row_of_right[index(draft.right)] = id;
        m_pairs.rows.push_back(row_of(draft, parent));
    }
}

PairRow RowBuilder::row_of(const Draft& draft, PairId parent) const
{
    PairRow row;
    row.left = draft.left;
    row.right = draft.right;
    row.parent = parent;
    row.part = draft.left != NodeId::none ? m_left.part[index(draft.left)]
                                          : m_right.part[index(draft.right)];
    if (draft.left != NodeId::none && draft.right != NodeId::none) {
        row.reason = m_left.reason[index(draft.left)];
        row.renamed = is_renamed(draft.left, draft.right);
        row.own = own_sign(draft.left, draft.right);
    } else if (draft.left != NodeId::none) {
        // A group whose tensors stand beside those of a flat file is no difference itself.
        row.own = m_paired_below_left[index(draft.left)] ? PairSign::Same : PairSign::OnlyLeft;
    } else {
        row.own = m_paired_below_right[index(draft.right)] ? PairSign::Same : PairSign::OnlyRight;
    }
    return row;
}

bool RowBuilder::is_renamed(NodeId left, NodeId right) const
{
    if (takes_no_name(m_left.tree.node(left).kind) || takes_no_name(m_right.tree.node(right).kind))
        return false;
    if (is_elsewhere(left, right))
        return true;
    if (m_left.key(left) == m_right.key(right))
        return false;
    const std::string_view stored = m_left.name_stored_of(left);
    const std::string_view other_stored = m_right.name_stored_of(right);
    if (!stored.empty() && !other_stored.empty())
        return stored != other_stored;
    const Unit* const module = m_left.unit_of(left);
    const Unit* const other_module = m_right.unit_of(right);
    if (module != nullptr && other_module != nullptr)
        return module->last_part() != other_module->last_part();
    const SideTensor* const tensor = m_left.tensor_at(left);
    const SideTensor* const other_tensor = m_right.tensor_at(right);
    if (tensor != nullptr && other_tensor != nullptr)
        return is_renamed(*tensor, *other_tensor);
    return one_spelling(m_left.key(left)) != one_spelling(m_right.key(right)) &&
           slot_word(m_left.key(left)) != slot_word(m_right.key(right));
}

/// Files of one format spell one name alike, so a module in front is another name.
bool RowBuilder::is_elsewhere(NodeId left, NodeId right) const
{
    const SideTensor* const tensor = m_left.tensor_at(left);
    const bool weights =
        tensor != nullptr && !tensor->optimizer && m_right.tensor_at(right) != nullptr;
    const bool modules = m_left.unit_of(left) != nullptr && m_right.unit_of(right) != nullptr;
    return m_one_spelling && !stand_beside(left, right) && (weights || modules) &&
           name_in_model(m_left.tree, left) != name_in_model(m_right.tree, right);
}

/// Whether the rows that hold them are partners.
bool RowBuilder::stand_beside(NodeId left, NodeId right) const
{
    return m_left.partner[index(m_left.tree.node(left).parent)] == m_right.tree.node(right).parent;
}

/// Of two tensors whose rows have other names.
bool RowBuilder::is_renamed(const SideTensor& left, const SideTensor& right) const
{
    if (left.optimizer || right.optimizer)
        return false; // named after its weight
    if (left.own.word != right.own.word)
        return true;
    // Of a module that is a row of its own, that row says it.
    const Unit& unit = m_left.units[left.unit];
    const Unit& other_unit = m_right.units[right.unit];
    const bool whole = unit.whole && other_unit.whole;
    if (m_one_spelling && !whole)
        return true;
    if ((unit.counted.empty() ? unit.module : unit.counted) ==
        (other_unit.counted.empty() ? other_unit.module : other_unit.counted))
        return false;
    return !(whole && stand_beside(left.node, right.node)) &&
           unit.last_part() != other_unit.last_part();
}

PairSign RowBuilder::own_sign(NodeId left, NodeId right) const
{
    const Node& one = m_left.tree.node(left);
    const Node& other = m_right.tree.node(right);
    if (m_left.tensor_at(left) != nullptr && m_right.tensor_at(right) != nullptr)
        return PairSign::Unknown;
    if (one.kind == NodeKind::Layer && other.kind == NodeKind::Layer)
        return same_layer(m_left.document, one.layer, m_right.document, other.layer)
                   ? PairSign::Same
                   : PairSign::Changed;
    const bool has_class = one.kind == NodeKind::Estimator || one.kind == NodeKind::Forest ||
                           one.kind == NodeKind::Optimizer || one.kind == NodeKind::Tree;
    if (has_class && one.kind == other.kind)
        return m_left.tree.type(left) == m_right.tree.type(right) ? PairSign::Same
                                                                  : PairSign::Changed;
    const bool plain = one.child_count == 0 && other.child_count == 0 &&
                       (one.kind == NodeKind::Scalar || one.kind == NodeKind::Text ||
                        one.kind == NodeKind::List || one.kind == NodeKind::Metadata);
    if (plain && (m_left.tree.detail(left) != m_right.tree.detail(right) || one.kind != other.kind))
        return PairSign::Changed;
    return PairSign::Same;
}

bool RowBuilder::turned_by_default() const
{
    // Square matrices fit both ways; those that are not square say what the two files do.
    std::size_t turned = 0;
    std::size_t straight = 0;
    for (const SideTensor& tensor : m_left.tensors) {
        const NodeId partner = m_left.partner[index(tensor.node)];
        const SideTensor* const other =
            partner == NodeId::none ? nullptr : m_right.tensor_at(partner);
        if (other == nullptr || tensor.optimizer || tensor.own.word != "kernel" ||
            tensor.own.style == other->own.style)
            continue;
        const Shape& shape = m_left.document.tensor(tensor.tensor).shape;
        const Shape& other_shape = m_right.document.tensor(other->tensor).shape;
        if (shape == other_shape)
            straight += std::adjacent_find(shape.begin(), shape.end(), std::not_equal_to<>()) !=
                        shape.end();
        else
            ++turned;
    }
    return turned != 0 || straight == 0;
}

std::optional<RightAxes> RowBuilder::axes_of(const SideTensor& left, const SideTensor& right,
                                             bool turned) const
{
    const Shape& shape = m_left.document.tensor(left.tensor).shape;
    const Shape& other_shape = m_right.document.tensor(right.tensor).shape;
    const bool across = left.own.style != right.own.style && left.own.style != AxisStyle::Neutral &&
                        right.own.style != AxisStyle::Neutral;
    if (across && (turned || shape != other_shape)) {
        if (auto axes = across_framework_axes(shape, left.own.style, other_shape))
            return axes;
    }
    return same_framework_axes(shape, other_shape);
}

void RowBuilder::add_tensors()
{
    const bool turned = turned_by_default();
    std::unordered_map<std::uint32_t, RightAxes> axes_of_weight; // by the left tensor
    for (const bool slots : {false, true}) {
        for (std::size_t at = 0; at < m_pairs.rows.size(); ++at) {
            PairRow& row = m_pairs.rows[at];
            const SideTensor* const left =
                row.left == NodeId::none ? nullptr : m_left.tensor_at(row.left);
            const SideTensor* const right =
                row.right == NodeId::none ? nullptr : m_right.tensor_at(row.right);
            if (left == nullptr || right == nullptr || left->slot.empty() == slots)
                continue;
            std::optional<RightAxes> axes = axes_of(*left, *right, turned);
            const auto weight =
                axes_of_weight.find(static_cast<std::uint32_t>(index(left->weight)));
            if (slots && axes && weight != axes_of_weight.end() &&
                axes_fit(m_left.document.tensor(left->tensor).shape,
                         m_right.document.tensor(right->tensor).shape, weight->second))
                axes = weight->second;
            TensorPair pair{pair_id(at), left->tensor, right->tensor, {}, axes.has_value()};
            if (axes)
                pair.right_axes = *std::move(axes);
            if (!slots && pair.transposed())
                axes_of_weight[static_cast<std::uint32_t>(index(left->tensor))] = pair.right_axes;
            pair.counter =
                m_left.document.tensor(left->tensor).shape.empty() &&
                (left->optimizer || m_left.document.tensor(left->tensor).dtype.is_integer());
            if (!pair.comparable || (pair.transposed() && m_one_format))
                row.own = PairSign::Changed;
            m_pairs.tensors.push_back(std::move(pair));
        }
    }
    std::sort(m_pairs.tensors.begin(), m_pairs.tensors.end(),
              [](const TensorPair& a, const TensorPair& b) { return a.row < b.row; });
    for (std::size_t i = 0; i < m_pairs.tensors.size(); ++i)
        m_pairs.rows[index(m_pairs.tensors[i].row)].tensors = static_cast<std::uint32_t>(i);
}

} // namespace strata
