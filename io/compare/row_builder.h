// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/compare/model_side.h"

namespace strata {

/// Lays two matched sides beside each other: the left tree's order, with what only the right one has
/// behind the row that it follows there. Where the left file is flat, its rows stand in the groups
/// of the right one.
class RowBuilder {
public:
    RowBuilder(const ModelSide& left, const ModelSide& right);
    ModelPairs build();

private:
    /// Rows of one parent, before ids are given.
    struct Draft {
        NodeId left = NodeId::none;
        NodeId right = NodeId::none;
    };
    void count_consumed();
    void find_hosts();
    void add_children(PairId parent);
    [[nodiscard]] std::vector<Draft> drafts_below(const PairRow& row) const;
    [[nodiscard]] std::vector<Draft> drafts_of_host(NodeId right) const;
    [[nodiscard]] bool listed_right(NodeId right) const;
    [[nodiscard]] PairRow row_of(const Draft& draft, PairId parent) const;
    [[nodiscard]] bool is_renamed(NodeId left, NodeId right) const;
    [[nodiscard]] bool is_renamed(const SideTensor& left, const SideTensor& right) const;
    [[nodiscard]] bool is_elsewhere(NodeId left, NodeId right) const;
    [[nodiscard]] bool stand_beside(NodeId left, NodeId right) const;
    [[nodiscard]] PairSign own_sign(NodeId left, NodeId right) const;
    void add_tensors();
    [[nodiscard]] bool turned_by_default() const;
    [[nodiscard]] std::optional<RightAxes> axes_of(const SideTensor& left, const SideTensor& right,
                                                   bool turned) const;

    const ModelSide& m_left;
    const ModelSide& m_right;
    bool m_one_format;   ///< both files are of one
    bool m_one_spelling; ///< and of one generation
    ModelPairs m_pairs;
    std::vector<bool> m_paired_below_left; ///< by node: something below has a partner
    std::vector<bool> m_paired_below_right;
    std::vector<bool>
        m_listed_below_right;   ///< by node: it or something below is no row of the left
    std::vector<bool> m_hosts;  ///< by node of the right: a group that rows of both are told in
    std::vector<bool> m_hosted; ///< by node of the left: stands in such a group
};

} // namespace strata
