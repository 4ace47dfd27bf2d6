// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/bin_layout.h"
#include "io/analysis/float_kernels.h"

#include <cstdint>
#include <span>
#include <vector>

namespace strata {

/// Neighbouring values that share a key and a bin, with how many there are.
struct Cell {
    double low = 0; ///< the least value that belongs here
    double high = 0;
    std::uint64_t count = 0;
    std::uint32_t index = 0; ///< as find_cells has it
    std::uint32_t bin = 0;
};

/// Counts finite values by key and by bin at once; see find_cells. T is float or double.
template <class T> class CellTable {
public:
    /// `layout` outlives the table.
    explicit CellTable(const BinLayout<T>& layout);

    /// Values of any number, all inside the layout's edges.
    void add(std::span<const T> values);
    void append(CellTable& other);
    /// Cells that hold something, in the order of the values.
    [[nodiscard]] std::vector<Cell> cells();

private:
    void add_run(std::span<const T> run);
    void look_for_shared(std::span<const std::uint32_t> run);
    void fold_stand_ins();
    void spill();
    [[nodiscard]] std::uint64_t count(std::size_t cell) const;
    [[nodiscard]] Cell describe(std::uint32_t index, std::uint32_t bin) const;

    const BinLayout<T>& m_layout;
    std::size_t m_cells; ///< without the stand-ins, which follow them
    std::vector<std::uint32_t> m_counts;
    std::vector<std::uint64_t> m_spilled; ///< what would not fit 32 bits; often empty
    std::vector<std::uint32_t> m_indices;
    SharedCell m_shared;
    std::uint64_t m_pending = 0; ///< values since the last spill
    std::uint64_t m_runs = 0;
};

extern template class CellTable<float>;
extern template class CellTable<double>;

} // namespace strata
