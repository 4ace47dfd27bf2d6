// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/analysis/count_table.h"

#include "io/analysis/bin_layout.h"
#include "io/analysis/quantiles.h"
#include "io/analysis/small_floats.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace strata {

namespace {

/// How many tables are filled in turn.
constexpr std::size_t byte_tables = 8;
constexpr std::size_t pair_tables = 2;

bool is_byte(ScalarType type)
{
    return type == ScalarType::Bool || type == ScalarType::Int8 || type == ScalarType::UInt8 ||
           type == ScalarType::Float8E4M3FN || type == ScalarType::Float8E5M2;
}

bool is_float(ScalarType type)
{
    return type == ScalarType::Float16 || type == ScalarType::BFloat16 ||
           type == ScalarType::Float8E4M3FN || type == ScalarType::Float8E5M2;
}

double decode(ScalarType type, std::size_t pattern)
{
    const auto byte = static_cast<std::uint8_t>(pattern);
    const auto pair = static_cast<std::uint16_t>(pattern);
    switch (type) {
    case ScalarType::Bool: // numpy writes 0 and 1; any other byte reads as true
        return pattern == 0 ? 0 : 1;
    case ScalarType::Int8:
        return static_cast<std::int8_t>(byte);
    case ScalarType::Int16:
        return static_cast<std::int16_t>(pair);
    case ScalarType::Float16:
        return decode_float16(pair);
    case ScalarType::BFloat16:
        return decode_bfloat16(pair);
    case ScalarType::Float8E4M3FN:
        return decode_float8_e4m3fn(byte);
    case ScalarType::Float8E5M2:
        return decode_float8_e5m2(byte);
    default:
        return static_cast<double>(pattern);
    }
}

} // namespace

bool CountTable::takes(ScalarType type)
{
    return is_byte(type) || type == ScalarType::Int16 || type == ScalarType::UInt16 ||
           type == ScalarType::Float16 || type == ScalarType::BFloat16;
}

CountTable::CountTable(ScalarType type)
    : m_type(type),
      m_patterns(is_byte(type) ? 256 : 65'536),
      m_counts(m_patterns * (is_byte(type) ? byte_tables : pair_tables))
{
}

void CountTable::add(std::span<const std::byte> items)
{
    constexpr std::size_t most = std::size_t{1} << 30; // far below what 32 bits count
    while (!items.empty()) {
        const std::size_t length = std::min(items.size(), most);
        if (m_pending + length > std::numeric_limits<std::uint32_t>::max())
            spill();
        m_pending += length;
        if (m_patterns == 256)
            add_bytes(items.first(length));
        else
            add_pairs(items.first(length));
        items = items.subspan(length);
    }
}

void CountTable::add_bytes(std::span<const std::byte> items)
{
    std::uint32_t* const counts = m_counts.data();
    std::size_t i = 0;
    for (; i + 8 <= items.size(); i += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, items.data() + i, sizeof eight);
        for (std::size_t table = 0; table < byte_tables; ++table)
            ++counts[table * 256 + ((eight >> (8 * table)) & 0xff)];
    }
    for (; i < items.size(); ++i)
        ++counts[static_cast<std::size_t>(items[i])];
}

void CountTable::add_pairs(std::span<const std::byte> items)
{
    std::uint32_t* const even = m_counts.data();
    std::uint32_t* const odd = even + m_patterns;
    std::size_t i = 0;
    for (; i + 8 <= items.size(); i += 8) {
        std::uint64_t four = 0;
        std::memcpy(&four, items.data() + i, sizeof four);
        ++even[four & 0xffff];
        ++odd[(four >> 16) & 0xffff];
        ++even[(four >> 32) & 0xffff];
        ++odd[four >> 48];
    }
    for (; i + 2 <= items.size(); i += 2) {
        std::uint16_t one = 0;
        std::memcpy(&one, items.data() + i, sizeof one);
        ++even[one];
    }
}

std::uint64_t CountTable::count(std::size_t pattern) const
{
    std::uint64_t sum = m_spilled.empty() ? 0 : m_spilled[pattern];
    for (std::size_t at = pattern; at < m_counts.size(); at += m_patterns)
        sum += m_counts[at];
    return sum;
}

void CountTable::spill()
{
    std::vector<std::uint64_t> sums(m_patterns);
    for (std::size_t pattern = 0; pattern < m_patterns; ++pattern)
        sums[pattern] = count(pattern);
    m_spilled = std::move(sums);
    std::fill(m_counts.begin(), m_counts.end(), 0);
    m_pending = 0;
}

void CountTable::append(const CountTable& other)
{
    m_spilled.resize(m_patterns);
    for (std::size_t pattern = 0; pattern < m_patterns; ++pattern)
        m_spilled[pattern] += other.count(pattern);
}

void CountTable::tally_pattern(std::size_t pattern, Tally& tally) const
{
    const std::uint64_t here = count(pattern);
    if (here == 0)
        return;
    const double value = decode(m_type, pattern);
    if (std::isnan(value)) {
        tally.nan += here;
    } else if (std::isinf(value)) {
        (value > 0 ? tally.positive_infinity : tally.negative_infinity) += here;
    } else {
        tally.finite += here;
        if (!tally.entries.empty() && tally.entries.back().value == value) // 0 and -0; many trues
            tally.entries.back().count += here;
        else
            tally.entries.push_back({value + 0.0, here});
    }
}

CountTable::Tally CountTable::tally() const
{
    Tally tally;
    const std::size_t half = m_patterns / 2;
    const bool is_signed = m_type == ScalarType::Int8 || m_type == ScalarType::Int16;
    // The upper half of the patterns is negative, from -1 towards the least for floats, or lies
    // above the lower half.
    for (std::size_t i = 0; i < half && (is_signed || is_float(m_type)); ++i)
        tally_pattern(is_signed ? half + i : m_patterns - 1 - i, tally);
    for (std::size_t i = 0; i < half; ++i)
        tally_pattern(i, tally);
    for (std::size_t i = half; i < m_patterns && !is_signed && !is_float(m_type); ++i)
        tally_pattern(i, tally);
    return tally;
}

Number CountTable::number(double value) const
{
    if (is_float(m_type))
        return value;
    if (m_type == ScalarType::Int8 || m_type == ScalarType::Int16)
        return static_cast<std::int64_t>(value);
    return static_cast<std::uint64_t>(value);
}

// Products of values of at most 16 bits with their counts lose nothing in long double.
void CountTable::describe_sums(const Tally& tally, Statistics& statistics) const
{
    const auto finite = static_cast<long double>(tally.finite);
    long double sum = 0;
    long double absolute = 0;
    long double squares = 0;
    for (const auto& [value, count] : tally.entries) {
        const auto wide = static_cast<long double>(value);
        const auto times = static_cast<long double>(count);
        sum += wide * times;
        absolute += std::fabs(wide) * times;
        squares += wide * wide * times;
    }
    const long double mean = sum / finite;
    long double deviation = 0;
    for (const auto& [value, count] : tally.entries) {
        const long double difference = static_cast<long double>(value) - mean;
        deviation += difference * difference * static_cast<long double>(count);
    }
    statistics.mean = static_cast<double>(mean);
    statistics.std = static_cast<double>(std::sqrt(deviation / finite));
    statistics.l1 = static_cast<double>(absolute);
    statistics.l2 = static_cast<double>(std::sqrt(squares));
}

Statistics CountTable::statistics(std::size_t bins) const
{
    const Tally tally = this->tally();
    const auto& entries = tally.entries;
    Statistics figures;
    figures.nan = tally.nan;
    figures.positive_infinity = tally.positive_infinity;
    figures.negative_infinity = tally.negative_infinity;
    figures.count = tally.finite + tally.nan + tally.positive_infinity + tally.negative_infinity;
    if (!is_float(m_type))
        figures.distinct = entries.size();
    if (entries.empty())
        return figures;

    std::vector<std::uint64_t> ends; // of the ranks of each entry
    for (const auto& [value, count] : entries) {
        ends.push_back(count + (ends.empty() ? 0 : ends.back()));
        if (value == 0)
            figures.zeros = count;
    }
    figures.min = number(entries.front().value);
    figures.max = number(entries.back().value);
    describe_sums(tally, figures);
    figures.quantiles = quantiles_from(tally.finite, [&](std::uint64_t rank) {
        const auto entry = std::upper_bound(ends.begin(), ends.end(), rank) - ends.begin();
        return entries[static_cast<std::size_t>(entry)].value;
    });
    auto edges = histogram_edges(entries.front().value, entries.back().value, bins);
    figures.histogram = histogram_of(tally, std::move(edges));
    return figures;
}

Histogram CountTable::histogram(std::vector<double> edges) const
{
    return histogram_of(tally(), std::move(edges));
}

Histogram CountTable::histogram_of(const Tally& tally, std::vector<double> edges)
{
    const BinLayout<double> layout(edges);
    Histogram histogram;
    histogram.counts.resize(layout.bins());
    for (const auto& [value, count] : tally.entries) {
        const std::int64_t bin = layout.bin(value);
        if (bin < 0)
            histogram.below += count;
        else if (static_cast<std::size_t>(bin) >= layout.bins())
            histogram.above += count;
        else
            histogram.counts[static_cast<std::size_t>(bin)] += count;
    }
    histogram.edges = std::move(edges);
    return histogram;
}

} // namespace strata
