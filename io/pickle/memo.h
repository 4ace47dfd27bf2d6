// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/pickle/graph.h"

#include <unordered_map>

namespace strata::pickle {

/// The unpickler's memo: a sparse map from numbers to objects. Slots near the filled ones are in a
/// vector; a far PUT costs one entry of a map, whatever number it names.
class Memo {
public:
    /// Filled slots: the number that MEMOIZE takes next.
    [[nodiscard]] std::uint64_t filled() const { return m_filled; }

    void put(std::uint64_t slot, ObjectId object)
    {
        if (slot == m_dense.size() && m_far.empty()) [[likely]] {
            m_dense.push_back(object);
            ++m_filled;
            return;
        }
        put_slowly(slot, object);
    }
    /// none: the slot is not filled.
    [[nodiscard]] ObjectId get(std::uint64_t slot) const
    {
        if (slot < m_dense.size() && m_dense[slot] != ObjectId::none)
            return m_dense[slot];
        if (m_far.empty())
            return ObjectId::none;
        const auto found = m_far.find(slot);
        return found == m_far.end() ? ObjectId::none : found->second;
    }

private:
    void put_slowly(std::uint64_t slot, ObjectId object)
    {
        const bool is_new = get(slot) == ObjectId::none;
        m_filled += is_new ? 1 : 0;
        if (!is_new && slot < m_dense.size() && m_dense[slot] != ObjectId::none) {
            m_dense[slot] = object;
            return;
        }
        if (!m_far.empty())
            m_far.erase(slot);
        if (slot >= m_dense.size() && slot > 4 * m_filled + 1024) {
            m_far.emplace(slot, object);
            return;
        }
        while (m_dense.size() <= slot)
            m_dense.push_back(ObjectId::none);
        m_dense[slot] = object;
    }

    GrowingArray<ObjectId> m_dense;
    std::unordered_map<std::uint64_t, ObjectId> m_far;
    std::uint64_t m_filled = 0;
};

} // namespace strata::pickle
