// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/float_kernels.h"
#include "io/compare/item_doubles.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

namespace strata {

/// Items of a block in runs of the values that kernels take. T is float for Float32 alone, which is
/// then not widened, and double for every type of to_doubles().
template <class T> class ItemRuns {
public:
    /// `count` items in the machine's byte order, not aligned.
    ItemRuns(ScalarType type, std::span<const std::byte> items, std::uint64_t count)
        : m_type(type),
          m_items(items),
          m_count(count),
          m_as_they_lie(holds(type) &&
                        reinterpret_cast<std::uintptr_t>(items.data()) % alignof(T) == 0)
    {
    }

    /// At most run_length values from a place on; valid until the next call.
    std::span<const T> from(std::uint64_t place)
    {
        const std::size_t item = m_items.size() / m_count;
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(run_length, m_count - place));
        const auto bytes = m_items.subspan(static_cast<std::size_t>(place * item), count * item);
        if (m_as_they_lie)
            return {reinterpret_cast<const T*>(bytes.data()), count};
        m_room.resize(run_length);
        const auto values = std::span(m_room).first(count);
        if constexpr (std::is_same_v<T, float>)
            std::memcpy(values.data(), bytes.data(), bytes.size());
        else
            to_doubles(m_type, bytes, values);
        return values;
    }

private:
    static bool holds(ScalarType type)
    {
        return type == (std::is_same_v<T, float> ? ScalarType::Float32 : ScalarType::Float64);
    }

    ScalarType m_type;
    std::span<const std::byte> m_items;
    std::uint64_t m_count;
    bool m_as_they_lie;
    std::vector<T> m_room;
};

} // namespace strata
