// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/statistics.h"
#include "io/model/dtype.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace strata {

/// How often each bit pattern of a type of 8 or 16 bits occurs: every figure follows from it
/// exactly.
class CountTable {
public:
    /// Whether values of this type are counted by pattern.
    static bool takes(ScalarType type);
    explicit CountTable(ScalarType type);

    /// Items in the machine's byte order.
    void add(std::span<const std::byte> items);
    void append(const CountTable& other);

    [[nodiscard]] Statistics statistics(std::size_t bins) const;
    /// Over [edges.front(), edges.back()].
    [[nodiscard]] Histogram histogram(std::vector<double> edges) const;

private:
    /// A finite value and how often it occurs.
    struct Entry {
        double value = 0;
        std::uint64_t count = 0;
    };
    void add_bytes(std::span<const std::byte> items);
    void add_pairs(std::span<const std::byte> items);
    void spill();
    [[nodiscard]] std::uint64_t count(std::size_t pattern) const;
    void append_entry(std::size_t pattern, std::vector<Entry>& entries) const;
    [[nodiscard]] std::vector<Entry> finite_entries() const; ///< by rising value
    void count_not_finite(Statistics& statistics) const;
    [[nodiscard]] Number number(double value) const;

    ScalarType m_type;
    std::size_t m_patterns; ///< 256 or 65,536
    /// Tables taken in turn, since counting one pattern twice in a row has to wait.
    std::vector<std::uint32_t> m_counts;
    std::vector<std::uint64_t> m_spilled; ///< what would not fit 32 bits; often empty
    std::uint64_t m_pending = 0;          ///< values since the last spill
};

} // namespace strata
