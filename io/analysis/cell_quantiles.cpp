// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/cell_quantiles.h"

#include "io/analysis/float_kernels.h"

#include <algorithm>

namespace strata {

namespace {

/// Finds the cell of a rank.
class CellRanks {
public:
    explicit CellRanks(const std::vector<Cell>& cells)
    {
        std::uint64_t end = 0;
        for (const Cell& cell : cells) {
            end += cell.count;
            m_ends.push_back(end);
        }
    }
    /// Position of the cell among the cells.
    [[nodiscard]] std::size_t cell_of(std::uint64_t rank) const
    {
        const auto cell = std::upper_bound(m_ends.begin(), m_ends.end(), rank);
        return static_cast<std::size_t>(cell - m_ends.begin());
    }
    /// The rank of the first value behind a cell.
    [[nodiscard]] std::uint64_t end(std::size_t cell) const { return m_ends[cell]; }

private:
    std::vector<std::uint64_t> m_ends;
};

/// The few cells that hold a rank which is asked for. Only their values have to be sorted.
class WantedCells {
public:
    WantedCells(const std::vector<Cell>& cells, std::uint64_t count)
        : m_ranks(cells), m_left_out(cells.size()), m_wanted(cells.back().index + 1)
    {
        for (const std::uint64_t rank : quantile_ranks(count))
            m_wanted[cells[m_ranks.cell_of(rank)].index] = 1;
        std::uint64_t left_out = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            m_left_out[i] = left_out;
            if (m_wanted[cells[i].index] == 0)
                left_out += cells[i].count;
        }
        m_values = count - left_out;
    }

    /// 1 or 0, so that it can be added.
    [[nodiscard]] std::size_t holds(std::uint32_t cell) const { return m_wanted[cell]; }
    /// How many values the wanted cells have.
    [[nodiscard]] std::size_t values() const { return static_cast<std::size_t>(m_values); }
    /// The rank among the values of wanted cells.
    [[nodiscard]] std::size_t place(std::uint64_t rank) const
    {
        return static_cast<std::size_t>(rank - m_left_out[m_ranks.cell_of(rank)]);
    }

private:
    CellRanks m_ranks;
    std::vector<std::uint64_t> m_left_out; ///< values of cells before, of those not wanted
    std::vector<std::uint8_t> m_wanted;    ///< by index of the cell
    std::uint64_t m_values = 0;
};

template <class T>
std::vector<T> pick(std::span<const T> values, const BinLayout<T>& layout,
                    const WantedCells& wanted)
{
    std::vector<T> picked(wanted.values() + 1); // one more: each value is written, then kept or not
    std::vector<std::uint32_t> indices(run_length);
    std::size_t count = 0;
    for (std::size_t at = 0; at < values.size(); at += run_length) {
        const auto run = values.subspan(at, std::min(run_length, values.size() - at));
        find_cells(run, layout, {}, indices.data());
        for (std::size_t i = 0; i < run.size(); ++i) {
            picked[count] = run[i];
            count += wanted.holds(indices[i]);
        }
    }
    picked.pop_back();
    return picked;
}

} // namespace

Quantiles approximate_quantiles(const std::vector<Cell>& cells, const Figures& figures)
{
    const CellRanks ranks(cells);
    return quantiles_from(figures.finite, [&](std::uint64_t rank) {
        const std::size_t place = ranks.cell_of(rank);
        const Cell& cell = cells[place];
        const std::uint64_t first = ranks.end(place) - cell.count;
        if (cell.low == 0 && rank - first < figures.zeros)
            return 0.0;
        return std::clamp(cell.low + (cell.high - cell.low) / 2, figures.min, figures.max);
    });
}

template <class T>
Quantiles selected_quantiles(std::span<const T> values, const BinLayout<T>& layout,
                             const std::vector<Cell>& cells)
{
    const WantedCells wanted(cells, values.size());
    std::vector<T> picked = pick(values, layout, wanted);
    auto unsorted = picked.begin();
    for (const std::uint64_t rank : quantile_ranks(values.size())) {
        const auto place = picked.begin() + static_cast<std::ptrdiff_t>(wanted.place(rank));
        std::nth_element(unsorted, place, picked.end());
        unsorted = place + 1;
    }
    return quantiles_from(values.size(), [&](std::uint64_t rank) {
        return static_cast<double>(picked[wanted.place(rank)]);
    });
}

template Quantiles selected_quantiles(std::span<const float>, const BinLayout<float>&,
                                      const std::vector<Cell>&);
template Quantiles selected_quantiles(std::span<const double>, const BinLayout<double>&,
                                      const std::vector<Cell>&);

} // namespace strata
