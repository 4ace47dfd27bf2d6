// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/distinct_set.h"

#include <utility>

namespace strata {

void DistinctSet::merge(const DistinctSet& other)
{
    if (other.m_full)
        m_full = true;
    if (other.m_zero)
        m_zero = true;
    for (const std::uint64_t value : other.m_slots) {
        if (value != 0)
            insert(value);
    }
}

std::optional<std::uint64_t> DistinctSet::count() const
{
    const std::uint64_t found = m_used + (m_zero ? 1 : 0);
    if (m_full || found > capacity)
        return std::nullopt;
    return found;
}

void DistinctSet::insert_new(std::uint64_t value)
{
    m_last = value;
    if ((m_used + 1) * 2 > m_slots.size())
        grow();
    if (place(value) && ++m_used > capacity) {
        m_full = true;
        m_slots = {};
    }
}

bool DistinctSet::place(std::uint64_t value)
{
    constexpr std::uint64_t golden = 0x9e3779b97f4a7c15; // Knuth's multiplicative hash
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = static_cast<std::size_t>((value * golden) >> 32) & mask;
    while (m_slots[slot] != 0) {
        if (m_slots[slot] == value)
            return false;
        slot = (slot + 1) & mask;
    }
    m_slots[slot] = value;
    return true;
}

void DistinctSet::grow()
{
    const std::vector<std::uint64_t> before = std::exchange(
        m_slots, std::vector<std::uint64_t>(m_slots.empty() ? 64 : m_slots.size() * 2));
    for (const std::uint64_t value : before) {
        if (value != 0)
            place(value);
    }
}

} // namespace strata
