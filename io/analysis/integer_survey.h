// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/distinct_set.h"
#include "io/analysis/statistics.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>

namespace strata {

/// What is asked of integers alone: exact extremes and how many values differ. Of other types
/// nothing.
template <class Stored> class IntegerSurvey {
public:
    void add(std::span<const Stored> items)
    {
        if constexpr (std::is_integral_v<Stored>) {
            for (const Stored item : items) {
                m_least = std::min(m_least, item);
                m_greatest = std::max(m_greatest, item);
            }
            for (const Stored item : items)
                m_distinct.insert(static_cast<std::uint64_t>(item));
        }
    }

    void append(const IntegerSurvey& other)
    {
        if constexpr (std::is_integral_v<Stored>) {
            m_distinct.merge(other.m_distinct);
            m_least = std::min(m_least, other.m_least);
            m_greatest = std::max(m_greatest, other.m_greatest);
        }
    }

    /// Puts the exact extremes in the place of rounded ones.
    void describe(Statistics& statistics) const
    {
        if constexpr (std::is_integral_v<Stored>) {
            using Wide = std::conditional_t<std::is_signed_v<Stored>, std::int64_t, std::uint64_t>;
            statistics.distinct = m_distinct.count();
            if (statistics.count == 0)
                return;
            statistics.min = Wide{m_least};
            statistics.max = Wide{m_greatest};
        }
    }

private:
    DistinctSet m_distinct;
    Stored m_least = std::numeric_limits<Stored>::max();
    Stored m_greatest = std::numeric_limits<Stored>::lowest();
};

} // namespace strata
