// SPDX-License-Identifier: GPL-3.0-or-later
// Which row of a CompareView is chosen, and which are open, as rows come and go.
#include "app/window/compare_view.h"
#include "widgets/compare/pair_view.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace strata {

void CompareView::keepPlace()
{
    if (!m_model->rows() || !m_jobs)
        return;
    const std::size_t current = m_pairs->currentPair();
    m_place.left = m_jobs->left().document;
    m_place.right = m_jobs->right().document;
    if (current != 0) {
        m_place.path = m_model->path(current);
        m_place.current = {m_model->node(current, Side::Left), m_model->node(current, Side::Right)};
    }
    if (!m_shown_order.filter.empty())
        return; // what a filter opens is not what the person did
    m_place.open.clear();
    for (const std::size_t pair : m_pairs->openPairs())
        m_place.open.emplace(m_model->node(pair, Side::Left), m_model->node(pair, Side::Right));
}

void CompareView::Place::swap()
{
    std::swap(left, right);
    std::swap(current.first, current.second);
    std::set<Nodes> swapped;
    for (const auto& [one, other] : open)
        swapped.emplace(other, one);
    open = std::move(swapped);
}

/// The row that was current, wherever it is now.
bool CompareView::chooseAgain()
{
    if (m_place.left != m_jobs->left().document || m_place.right != m_jobs->right().document)
        return choosePath(m_place.path);
    const ModelPairs& pairs = m_model->comparison()->pairs;
    const auto choose = [this](const std::vector<PairId>& rows, NodeId node) {
        return node != NodeId::none && rows[index(node)] != PairId::none &&
               m_pairs->choosePair(index(rows[index(node)]));
    };
    return choose(pairs.row_of_left, m_place.current.first) ||
           choose(pairs.row_of_right, m_place.current.second);
}

void CompareView::restorePlace()
{
    const ModelPairs& pairs = m_model->comparison()->pairs;
    if (!m_shown_order.filter.empty()) {
        m_pairs->expandToMatches();
    } else if (!m_place.seen || m_seeking) { // nobody has looked at anything yet
        m_pairs->expandFirstRows();
    } else {
        std::set<std::size_t> open;
        const auto add = [&open](const std::vector<PairId>& rows, NodeId node) {
            if (node != NodeId::none && index(node) < rows.size() &&
                rows[index(node)] != PairId::none)
                open.insert(index(rows[index(node)]));
        };
        for (const auto& [left, right] : m_place.open) {
            add(pairs.row_of_left, left);
            add(pairs.row_of_right, right);
        }
        m_pairs->openAgain(open);
    }
    if (m_place.seen && !m_seeking) {
        if (!chooseAgain())
            m_pairs->setCurrentIndex(m_model->index(0, 0));
        return;
    }
    m_seeking = m_model->rows()->list.rows.size() > 1 ? std::optional(1U) : std::nullopt;
    chooseFirstChange();
}

/// The first row that differs, by its place; 0: none. Not what one side alone has when it holds no
/// weight: other formats keep no such rows.
std::uint32_t CompareView::firstOtherChange() const
{
    const PairRows& rows = *m_model->rows();
    const SharedComparison& shared = *m_jobs->models().shared;
    const Comparison& all = shared.comparison;
    std::uint32_t at = next_difference(rows, all, 0);
    for (; at != 0; at = next_difference(rows, all, at)) {
        const std::size_t pair = rows.pair(at);
        const RowFigures& figures = all.rows[pair];
        const PairSign sign = own_sign(all.pairs.rows[pair], figures);
        const bool alone = sign == PairSign::OnlyLeft || sign == PairSign::OnlyRight;
        const bool weights =
            figures.left_values + figures.right_values != 0 && !shared.with_slots[pair];
        if (!alone || weights)
            break;
    }
    return at;
}

/// Stays at the first pair of weights whose values differ, once it is known; where none does, at what
/// else differs first. Until then the first pair of weights is shown.
void CompareView::chooseFirstChange()
{
    if (!m_seeking || !showsModels())
        return;
    const PairRows& rows = *m_model->rows();
    const Comparison& all = *m_model->comparison();
    const auto choose = [&](std::uint32_t place) {
        const QScopedValueRollback stays(m_choosing, true);
        if (place != 0 && m_pairs->currentPair() != rows.pair(place))
            m_pairs->choosePair(rows.pair(place));
    };
    std::uint32_t first_weight = 0;
    while (*m_seeking != 0) {
        const std::size_t pair = rows.pair(*m_seeking);
        const PairRow& row = all.pairs.rows[pair];
        if (row.tensors != PairRow::no_tensors && all.pairs.tensors[row.tensors].comparable &&
            !m_jobs->models().shared->with_slots[pair]) {
            const PairSign sign = all.rows[pair].sign;
            const bool waits = sign == PairSign::Unknown && m_jobs->isWorking();
            if (waits) { // nothing moves before it is known
                if (m_pairs->currentPair() == 0)
                    choose(*m_seeking);
                return;
            }
            if (sign == PairSign::Changed) {
                choose(*m_seeking);
                m_seeking.reset();
                return;
            }
            if (first_weight == 0)
                first_weight = *m_seeking;
        }
        m_seeking = next_in_order(rows, *m_seeking);
    }
    m_seeking.reset();
    if (const std::uint32_t differs = firstOtherChange(); differs != 0)
        choose(differs);
    else if (m_pairs->currentPair() == 0)
        choose(first_weight != 0 ? first_weight : std::max(1U, next_difference(rows, all, 0)));
}

bool CompareView::choosePath(const QString& path)
{
    if (path.isEmpty() || !m_model->rows())
        return false;
    const ModelPairs& pairs = m_model->comparison()->pairs;
    for (const Side side : {Side::Left, Side::Right}) {
        const auto node = m_model->document(side)->main_tree().find(path.toStdString());
        if (!node || *node == Tree::root)
            continue;
        const auto& rows = side == Side::Left ? pairs.row_of_left : pairs.row_of_right;
        const PairId row = rows[index(*node)];
        if (row != PairId::none && m_pairs->choosePair(index(row)))
            return true;
    }
    return false;
}

} // namespace strata
