// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace strata {

/// Counts different numbers until there are too many to be of interest.
class DistinctSet {
public:
    static constexpr std::size_t capacity = 65'536;

    void insert(std::uint64_t value)
    {
        if (value == 0)
            m_zero = true;
        else if (value != m_last && !m_full)
            insert_new(value);
    }
    void merge(const DistinctSet& other);
    /// Nothing when there are more than `capacity`.
    [[nodiscard]] std::optional<std::uint64_t> count() const;

private:
    void insert_new(std::uint64_t value);
    bool place(std::uint64_t value);
    void grow();

    std::vector<std::uint64_t> m_slots; ///< open addressing; 0 marks a free slot
    std::size_t m_used = 0;
    bool m_zero = false; ///< whether 0 is a member
    bool m_full = false;
    std::uint64_t m_last = 0; ///< the member seen last: values repeat
};

} // namespace strata
