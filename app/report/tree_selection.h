// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <cstdint>
#include <string>
#include <vector>

namespace strata::report {

/// Which rows of a tree are shown, in the order in which they are read.
class TreeSelection {
public:
    /// Rows at most `depth` levels deep (0: all), and with a filter only those whose name, type,
    /// detail, shape or dtype has `filter` in it, with the rows that they lie in.
    TreeSelection(const Document& document, const Tree& tree, std::uint64_t depth,
                  const std::string& filter);

    struct Row {
        NodeId node = NodeId::none;
        std::uint32_t level = 0;  ///< 1 for the top rows
        std::uint64_t hidden = 0; ///< children that the depth cuts off
    };
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }

private:
    std::vector<Row> m_rows;
};

/// "float64 (13,)" for a tensor's row, else the row's own detail.
[[nodiscard]] std::string row_detail(const Document& document, const Node& node,
                                     std::string_view detail);

} // namespace strata::report
