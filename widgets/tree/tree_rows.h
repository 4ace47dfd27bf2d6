// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tree/tree_index.h"

namespace strata {

/// Where the rows of a tree lie, or of what a filter leaves of it. A view lays out every row of what
/// is open, and a million at once stop the window: so many siblings stand in runs of a fixed length,
/// each a row of its own.
class TreeRows {
public:
    /// Names a row: a node by its place, in the tree or in the filter's list, or a run. 0: the root.
    using Id = std::uint64_t;

    /// Siblings up to here stand in no runs.
    static constexpr std::uint32_t most_siblings = 20'000;
    static constexpr std::uint32_t run_rows = 10'000;

    TreeRows() = default;
    /// Both must outlive it; `filtered` may be null.
    TreeRows(const Tree* tree, const FilteredTree* filtered) : m_tree(tree), m_filtered(filtered) {}

    [[nodiscard]] static bool isRun(Id id) { return (id & run_bit) != 0; }
    [[nodiscard]] NodeId node(Id id) const; ///< none for a run
    [[nodiscard]] int count(Id parent) const;
    [[nodiscard]] Id child(Id parent, int row) const;
    [[nodiscard]] Id parent(Id id) const;
    [[nodiscard]] int row(Id id) const;
    [[nodiscard]] std::optional<Id> find(NodeId node) const; ///< nothing where the filter hides it

    /// Which of their siblings a run's rows are.
    struct Span {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
    };
    [[nodiscard]] Span span(Id run) const;

private:
    static constexpr Id run_bit = Id{1} << 63;
    static constexpr int number_bits = 16;

    [[nodiscard]] static Id run(std::uint32_t parent, std::uint32_t number)
    {
        return run_bit | Id{parent} << number_bits | number;
    }
    [[nodiscard]] static std::uint32_t runParent(Id id)
    {
        return static_cast<std::uint32_t>((id & ~run_bit) >> number_bits);
    }
    [[nodiscard]] static std::uint32_t runNumber(Id id)
    {
        return static_cast<std::uint32_t>(id & ((Id{1} << number_bits) - 1));
    }
    [[nodiscard]] std::uint32_t children(std::uint32_t place) const;
    [[nodiscard]] std::uint32_t firstChild(std::uint32_t place) const;
    [[nodiscard]] std::uint32_t above(std::uint32_t place) const;

    const Tree* m_tree = nullptr;
    const FilteredTree* m_filtered = nullptr;
};

} // namespace strata
