// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/cell_table.h"

#include "io/analysis/float_kernels.h"
#include "io/analysis/value_key.h"

#include <algorithm>
#include <limits>

namespace strata {

template <class T>
CellTable<T>::CellTable(const BinLayout<T>& layout)
    : m_layout(layout),
      m_even(ValueKey<T>::count + layout.bins()),
      m_odd(m_even.size()),
      m_indices(run_length)
{
}

template <class T> void CellTable<T>::add(std::span<const T> values)
{
    while (!values.empty()) {
        const std::size_t length = std::min(values.size(), run_length);
        add_run(values.first(length));
        values = values.subspan(length);
    }
}

template <class T> void CellTable<T>::add_run(std::span<const T> run)
{
    if (m_pending + run.size() > std::numeric_limits<std::uint32_t>::max())
        spill();
    m_pending += run.size();
    std::uint32_t* const indices = m_indices.data();
    find_cells(run, m_layout, indices);
    std::uint32_t* const even = m_even.data();
    std::uint32_t* const odd = m_odd.data();
    std::size_t i = 0;
    for (; i + 2 <= run.size(); i += 2) {
        ++even[indices[i]];
        ++odd[indices[i + 1]];
    }
    if (i < run.size())
        ++even[indices[i]];
}

template <class T> std::uint64_t CellTable<T>::count(std::size_t cell) const
{
    const std::uint64_t recent = std::uint64_t{m_even[cell]} + m_odd[cell];
    return m_spilled.empty() ? recent : recent + m_spilled[cell];
}

template <class T> void CellTable<T>::spill()
{
    m_spilled.resize(m_even.size());
    for (std::size_t cell = 0; cell < m_even.size(); ++cell)
        m_spilled[cell] += std::uint64_t{m_even[cell]} + m_odd[cell];
    std::fill(m_even.begin(), m_even.end(), 0);
    std::fill(m_odd.begin(), m_odd.end(), 0);
    m_pending = 0;
}

template <class T> void CellTable<T>::append(const CellTable& other)
{
    m_spilled.resize(m_even.size());
    for (std::size_t cell = 0; cell < m_even.size(); ++cell)
        m_spilled[cell] += other.count(cell);
}

template <class T> std::vector<Cell> CellTable<T>::cells() const
{
    std::vector<Cell> cells;
    for (std::uint32_t bin = 0; bin < m_layout.bins(); ++bin)
        append_bin(bin, cells);
    return cells;
}

template <class T> void CellTable<T>::append_bin(std::uint32_t bin, std::vector<Cell>& cells) const
{
    using Key = ValueKey<T>;
    const auto first = Key::ordered(m_layout.thresholds[bin]);
    const auto end = Key::ordered(m_layout.thresholds[bin + 1]);
    if (first >= end)
        return;
    const T last = Key::value(end - 1);
    for (std::uint32_t key = static_cast<std::uint32_t>(first >> Key::shift); key <= Key::key(last);
         ++key) {
        const std::uint64_t here = count(key + bin);
        if (here == 0)
            continue;
        const T low = std::max(Key::first(key), m_layout.thresholds[bin]);
        const T high = std::min(Key::last(key), last);
        cells.push_back(
            {static_cast<double>(low), static_cast<double>(high), here, key + bin, bin});
    }
}

template class CellTable<float>;
template class CellTable<double>;

} // namespace strata
