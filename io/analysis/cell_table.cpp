// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/cell_table.h"

#include "io/analysis/float_kernels.h"
#include "io/analysis/value_key.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace strata {

namespace {

/// Values whose cells are found at once: with the part of the table in use they fit the first cache.
constexpr std::size_t run_of_cells = 512;
/// How many runs go by between two looks for a cell that many values share.
constexpr std::uint64_t runs_between_looks = 256;

} // namespace

template <class T>
CellTable<T>::CellTable(const BinLayout<T>& layout)
    : m_layout(layout),
      m_cells(ValueKey<T>::count + layout.bins()),
      m_counts(m_cells + stand_ins),
      m_indices(run_of_cells)
{
    m_shared.first_stand_in = static_cast<std::uint32_t>(m_cells);
}

template <class T> void CellTable<T>::add(std::span<const T> values)
{
    while (!values.empty()) {
        const std::size_t length = std::min(values.size(), run_of_cells);
        add_run(values.first(length));
        values = values.subspan(length);
    }
}

template <class T> void CellTable<T>::add_run(std::span<const T> run)
{
    if (m_pending + run.size() > std::numeric_limits<std::uint32_t>::max())
        spill();
    m_pending += run.size();
    find_cells(run, m_layout, m_shared, m_indices.data());
    const auto indices = std::span<const std::uint32_t>(m_indices).first(run.size());
    std::uint32_t* const counts = m_counts.data();
    for (const std::uint32_t index : indices)
        ++counts[index];
    if (m_runs++ % runs_between_looks == 0)
        look_for_shared(indices);
}

/// Takes a few values of the run: does one of eight share a cell?
template <class T> void CellTable<T>::look_for_shared(std::span<const std::uint32_t> run)
{
    constexpr std::size_t samples = 64;
    if (run.size() < samples)
        return;
    const std::size_t step = run.size() / samples;
    std::uint32_t most = 0;
    std::size_t most_often = 0;
    for (std::size_t i = 0; i < samples; ++i) {
        std::size_t often = 0;
        for (std::size_t j = 0; j < samples; ++j)
            often += run[i * step] == run[j * step] ? 1 : 0;
        if (often > most_often) {
            most_often = often;
            most = run[i * step];
        }
    }
    // A stand-in that is met here is the shared cell at work.
    if (most_often < samples / 8 || most >= m_cells)
        return;
    fold_stand_ins();
    m_shared.cell = most;
}

template <class T> void CellTable<T>::fold_stand_ins()
{
    for (std::size_t i = m_cells; i < m_counts.size(); ++i) {
        if (m_counts[i] != 0)
            m_counts[m_shared.cell] += std::exchange(m_counts[i], 0);
    }
}

template <class T> std::uint64_t CellTable<T>::count(std::size_t cell) const
{
    return m_spilled.empty() ? m_counts[cell] : m_counts[cell] + m_spilled[cell];
}

template <class T> void CellTable<T>::spill()
{
    fold_stand_ins();
    m_spilled.resize(m_cells);
    for (std::size_t cell = 0; cell < m_cells; ++cell)
        m_spilled[cell] += std::exchange(m_counts[cell], 0);
    m_pending = 0;
}

template <class T> void CellTable<T>::append(CellTable& other)
{
    other.fold_stand_ins();
    if (!other.m_spilled.empty() ||
        m_pending + other.m_pending > std::numeric_limits<std::uint32_t>::max()) {
        spill();
        other.spill();
        for (std::size_t cell = 0; cell < m_cells; ++cell)
            m_spilled[cell] += other.m_spilled[cell];
        return;
    }
    for (std::size_t cell = 0; cell < m_cells; ++cell)
        m_counts[cell] += other.m_counts[cell];
    m_pending += other.m_pending;
}

template <class T> std::vector<Cell> CellTable<T>::cells()
{
    fold_stand_ins();
    const auto& thresholds = m_layout.thresholds;
    const auto start_of_bin = [&](std::uint32_t bin) {
        return ValueKey<T>::key(thresholds[bin]) + bin;
    };
    std::vector<Cell> cells;
    std::uint32_t bin = 0;
    for (std::uint32_t index = start_of_bin(0); index < m_cells; ++index) {
        if (count(index) == 0)
            continue;
        while (bin + 1 < m_layout.bins() && index >= start_of_bin(bin + 1))
            ++bin;
        cells.push_back(describe(index, bin));
    }
    return cells;
}

template <class T> Cell CellTable<T>::describe(std::uint32_t index, std::uint32_t bin) const
{
    using Key = ValueKey<T>;
    const std::uint32_t key = index - bin;
    const T below_next = Key::value(Key::ordered(m_layout.thresholds[bin + 1]) - 1);
    Cell cell;
    cell.low = static_cast<double>(std::max(Key::first(key), m_layout.thresholds[bin]));
    cell.high = static_cast<double>(std::min(Key::last(key), below_next));
    cell.count = count(index);
    cell.index = index;
    cell.bin = bin;
    return cell;
}

template class CellTable<float>;
template class CellTable<double>;

} // namespace strata
