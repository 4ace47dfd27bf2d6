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
    /// The table in terms of values.
    struct Tally {
        std::vector<Entry> entries; ///< by rising value
        std::uint64_t finite = 0;
        std::uint64_t nan = 0;
        std::uint64_t positive_infinity = 0;
        std::uint64_t negative_infinity = 0;
    };
    void add_bytes(std::span<const std::byte> items);
    void add_pairs(std::span<const std::byte> items);
    void spill();
    [[nodiscard]] std::uint64_t count(std::size_t pattern) const;
    [[nodiscard]] Tally tally() const;
    void tally_pattern(std::size_t pattern, Tally& tally) const;
    void describe_sums(const Tally& tally, Statistics& statistics) const;
    static Histogram histogram_of(const Tally& tally, std::vector<double> edges);
    [[nodiscard]] Number number(double value) const;

    ScalarType m_type;
    std::size_t m_patterns; ///< 256 or 65,536
    /// Tables taken in turn, since counting one pattern twice in a row has to wait.
    std::vector<std::uint32_t> m_counts;
    std::vector<std::uint64_t> m_spilled; ///< what would not fit 32 bits; often empty
    std::uint64_t m_pending = 0;          ///< values since the last spill
};

} // namespace strata
