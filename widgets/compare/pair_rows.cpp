// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/pair_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

namespace strata {

namespace {

constexpr std::size_t rows_between_checks = 65'536;

/// Rows of one side's tree that a filter's words are in.
Result<std::vector<bool>> matching_nodes(const Document& document, const std::string& filter,
                                         const JobContext& job)
{
    STRATA_ASSIGN(const FilteredTree rows,
                  filter_tree(document, first_reading(document), filter, job));
    std::vector<bool> matching(document.main_tree().size(), false);
    for (const FilteredTree::Row& row : rows.rows) {
        if (row.matches)
            matching[index(row.node)] = true;
    }
    return matching;
}

bool is_in(const std::vector<bool>& nodes, NodeId node)
{
    return node != NodeId::none && nodes[index(node)];
}

/// What the filter and the wish for differences leave.
struct Choice {
    std::vector<bool> kept;
    std::vector<bool> matches; ///< empty without a filter
};

Result<Choice> choose_pairs(const Document& left, const Document& right, const Comparison& all,
                            const PairOrder& order, const JobContext& job)
{
    const std::vector<PairRow>& rows = all.pairs.rows;
    Choice out;
    out.kept.assign(rows.size(), false);
    std::vector<bool> inside(rows.size(), order.filter.empty());
    if (!order.filter.empty()) {
        STRATA_ASSIGN(const std::vector<bool> in_left, matching_nodes(left, order.filter, job));
        STRATA_ASSIGN(const std::vector<bool> in_right, matching_nodes(right, order.filter, job));
        out.matches.assign(rows.size(), false);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            out.matches[i] = is_in(in_left, rows[i].left) || is_in(in_right, rows[i].right);
            inside[i] = out.matches[i] ||
                        (rows[i].parent != ModelPairs::root && inside[index(rows[i].parent)]);
        }
    }
    for (std::size_t i = rows.size(); i-- > 1;) {
        if (i % rows_between_checks == 0)
            STRATA_TRY(job.check());
        const bool wanted =
            inside[i] && (!order.only_differences || differs_itself(rows[i], all.rows[i]));
        if (!wanted && !out.kept[i])
            continue;
        out.kept[i] = true;
        out.kept[index(rows[i].parent)] = true;
    }
    out.kept[0] = true;
    return out;
}

/// How far up a row stands among its siblings: what changed most first, then what one side alone
/// has, then what has another name, and last what is the same.
double rank(const RowFigures& figures)
{
    const auto relative = figures.relative_l2();
    if (holds_difference(figures) && relative && *relative > 0)
        return 4 + std::min(*relative, std::numeric_limits<double>::max() / 2);
    switch (figures.sign) {
    case PairSign::Changed:
        return 3;
    case PairSign::OnlyLeft:
    case PairSign::OnlyRight:
        return 2;
    case PairSign::Renamed:
        return 1;
    case PairSign::Unknown:
    case PairSign::Same:
        break;
    }
    return holds_difference(figures) ? 2.5 : 0;
}

void sort_by_change(std::vector<std::uint32_t>& siblings, const Comparison& comparison)
{
    std::vector<std::pair<double, std::uint32_t>> ranked;
    ranked.reserve(siblings.size());
    for (const std::uint32_t row : siblings)
        ranked.emplace_back(rank(comparison.rows[row]), row);
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < ranked.size(); ++i)
        siblings[i] = ranked[i].second;
}

bool is_one_sided(const RowFigures& figures)
{
    return figures.sign == PairSign::OnlyLeft || figures.sign == PairSign::OnlyRight;
}

} // namespace

void start_shared(SharedComparison& shared, const Document& left, const Document& right,
                  ModelPairs pairs)
{
    shared.comparison = start_comparison(left, right, std::move(pairs));
    const std::vector<PairRow>& rows = shared.comparison.pairs.rows;
    shared.with_slots.assign(rows.size(), false);
    const auto is_slot = [](const Document& document, NodeId node) {
        if (node == NodeId::none)
            return false;
        const TensorId tensor = document.main_tree().node(node).tensor;
        return tensor != TensorId::none && document.tensor(tensor).role == TensorRole::Optimizer;
    };
    for (std::size_t i = rows.size(); i-- > 1;) {
        if (!shared.with_slots[i])
            shared.with_slots[i] = is_slot(left, rows[i].left) || is_slot(right, rows[i].right);
        if (shared.with_slots[i])
            shared.with_slots[index(rows[i].parent)] = true;
    }
}

void lay_difference(SharedComparison& shared, std::size_t pair, const PairOutcome& outcome)
{
    add_difference(shared.comparison, pair, outcome);
    const std::size_t row = index(shared.comparison.pairs.tensors[pair].row);
    const RowFigures& figures = shared.comparison.rows[row];
    const std::optional<double> relative = figures.relative_l2();
    if (!relative || !std::isfinite(*relative) || *relative == 0 || shared.with_slots[row])
        return;
    shared.largest_change = std::max(shared.largest_change, *relative);
    shared.squared_difference += figures.squared_difference;
    shared.squared_left += figures.squared_left;
}

std::optional<double> change_share(const SharedComparison& shared, std::size_t row)
{
    const std::optional<double> relative = shared.comparison.rows[row].relative_l2();
    if (!relative || !(*relative > 0) || shared.with_slots[row])
        return std::nullopt;
    constexpr double far_more = 4;
    const auto together = static_cast<double>(
        shared.squared_left > 0 ? std::sqrt(shared.squared_difference / shared.squared_left) : 0);
    const double whole =
        together > 0 ? std::min(shared.largest_change, far_more * together) : shared.largest_change;
    return *relative / (whole > 0 ? whole : 1);
}

PairSign own_sign(const PairRow& row, const RowFigures& figures)
{
    if (row.tensors != PairRow::no_tensors)
        return figures.tensors;
    const bool plain = row.own == PairSign::Same || row.own == PairSign::Unknown;
    return plain && row.renamed ? PairSign::Renamed : row.own;
}

bool differs_itself(const PairRow& row, const RowFigures& figures)
{
    return own_sign(row, figures) != PairSign::Same && own_sign(row, figures) != PairSign::Unknown;
}

bool holds_difference(const RowFigures& figures)
{
    return figures.changed_pairs != 0 || figures.only_left != 0 || figures.only_right != 0 ||
           figures.renamed != 0 || figures.own_changes != 0;
}

Result<PairRows> arrange_pairs(const Document& left, const Document& right,
                               const SharedComparison& shared, const PairOrder& order,
                               const JobContext& job)
{
    const std::shared_lock lock(shared.mutex);
    const Comparison& all = shared.comparison;
    const std::vector<PairRow>& rows = all.pairs.rows;
    STRATA_ASSIGN(const Choice choice, choose_pairs(left, right, all, order, job));
    PairRows out;
    out.place.assign(rows.size(), 0);
    out.list.rows.push_back({NodeId{0}});
    std::vector<std::uint32_t> siblings;
    for (std::size_t at = 0; at < out.list.rows.size(); ++at) {
        if (at % rows_between_checks == 0)
            STRATA_TRY(job.check());
        const PairRow& row = rows[out.pair(at)];
        siblings.clear();
        for (std::uint32_t k = 0; k < row.child_count; ++k) {
            const auto child = static_cast<std::uint32_t>(index(row.first_child)) + k;
            if (choice.kept[child])
                siblings.push_back(child);
            else
                ++out.hidden;
        }
        if (order.by_change)
            sort_by_change(siblings, all);
        out.list.rows[at].first_child = static_cast<std::uint32_t>(out.list.rows.size());
        out.list.rows[at].child_count = static_cast<std::uint32_t>(siblings.size());
        for (const std::uint32_t child : siblings) {
            FilteredTree::Row added;
            added.node = NodeId{child};
            added.parent = static_cast<std::uint32_t>(at);
            added.matches = !choice.matches.empty() && choice.matches[child];
            out.list.matches += added.matches ? 1 : 0;
            out.place[child] = static_cast<std::uint32_t>(out.list.rows.size());
            out.list.rows.push_back(added);
        }
    }
    for (std::size_t i = out.list.rows.size(); i-- > 1;) {
        const FilteredTree::Row& row = out.list.rows[i];
        if (row.matches || row.leads)
            out.list.rows[row.parent].leads = true;
    }
    return out;
}

namespace {

/// Walks listed rows in the order in which an open tree shows them, past what holds no difference.
class DifferenceWalk {
public:
    DifferenceWalk(const PairRows& rows, const Comparison& comparison)
        : m_rows(rows), m_comparison(comparison)
    {
    }

    [[nodiscard]] bool holds(std::uint32_t at) const
    {
        return holds_difference(figures(at)) || differs(at);
    }
    [[nodiscard]] bool differs(std::uint32_t at) const
    {
        return differs_itself(m_comparison.pairs.rows[m_rows.pair(at)], figures(at));
    }
    /// What lies below is told one by one.
    [[nodiscard]] bool isOpen(std::uint32_t at) const
    {
        return m_rows.list.rows[at].child_count != 0 && !is_one_sided(figures(at));
    }
    /// The first child at or after `child` (a place in the list) that holds a difference; 0: none.
    [[nodiscard]] std::uint32_t forward(std::uint32_t parent, std::uint32_t child) const
    {
        const FilteredTree::Row& row = m_rows.list.rows[parent];
        for (; child < row.first_child + row.child_count; ++child) {
            if (holds(child))
                return child;
        }
        return 0;
    }
    [[nodiscard]] std::uint32_t backward(std::uint32_t parent, std::uint32_t child) const
    {
        for (; child >= m_rows.list.rows[parent].first_child && child != 0; --child) {
            if (holds(child))
                return child;
        }
        return 0;
    }
    [[nodiscard]] std::uint32_t parent(std::uint32_t at) const
    {
        return m_rows.list.rows[at].parent;
    }
    [[nodiscard]] std::uint32_t firstChild(std::uint32_t at) const
    {
        return m_rows.list.rows[at].first_child;
    }
    [[nodiscard]] std::uint32_t lastChild(std::uint32_t at) const
    {
        const FilteredTree::Row& row = m_rows.list.rows[at];
        return row.child_count == 0 ? 0 : row.first_child + row.child_count - 1;
    }

private:
    [[nodiscard]] const RowFigures& figures(std::uint32_t at) const
    {
        return m_comparison.rows[m_rows.pair(at)];
    }

    const PairRows& m_rows;
    const Comparison& m_comparison;
};

} // namespace

std::uint32_t next_in_order(const PairRows& rows, std::uint32_t at, bool past_below)
{
    const std::vector<FilteredTree::Row>& list = rows.list.rows;
    if (!past_below && list[at].child_count != 0)
        return list[at].first_child;
    for (; at != 0; at = list[at].parent) {
        const FilteredTree::Row& above = list[list[at].parent];
        if (at + 1 < above.first_child + above.child_count)
            return at + 1;
    }
    return 0;
}

std::uint32_t next_difference(const PairRows& rows, const Comparison& comparison,
                              std::uint32_t from)
{
    const DifferenceWalk walk(rows, comparison);
    std::uint32_t at = from;
    bool down = from == 0 || walk.isOpen(from);
    while (true) {
        std::uint32_t next = down ? walk.forward(at, walk.firstChild(at)) : 0;
        while (next == 0 && at != 0) { // up, and on to what follows
            next = walk.forward(walk.parent(at), at + 1);
            at = walk.parent(at);
        }
        if (next == 0)
            return 0;
        at = next;
        if (walk.differs(at))
            return at;
        down = true;
    }
}

std::uint32_t previous_difference(const PairRows& rows, const Comparison& comparison,
                                  std::uint32_t from)
{
    const DifferenceWalk walk(rows, comparison);
    std::uint32_t parent = from == 0 ? 0 : walk.parent(from);
    std::uint32_t at = walk.backward(parent, from == 0 ? walk.lastChild(0) : from - 1);
    while (true) {
        if (at == 0) { // the row above comes before its first child
            if (parent == 0)
                return 0;
            if (walk.differs(parent))
                return parent;
            at = walk.backward(walk.parent(parent), parent - 1);
            parent = walk.parent(parent);
            continue;
        }
        if (walk.isOpen(at)) { // its last difference below comes before it
            if (const std::uint32_t below = walk.backward(at, walk.lastChild(at)); below != 0) {
                parent = at;
                at = below;
                continue;
            }
        }
        if (walk.differs(at))
            return at;
        at = walk.backward(parent, at - 1);
    }
}

} // namespace strata
