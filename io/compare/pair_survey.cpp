// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/compare/pair_survey.h"

#include "io/compare/item_runs.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstring>

namespace strata {

namespace {

/// Types with values that double rounds; long double holds all of them.
bool is_wide(ScalarType type)
{
    return type == ScalarType::Int64 || type == ScalarType::UInt64 ||
           type == ScalarType::LongDouble;
}

template <class T> T item_at(std::span<const std::byte> items, std::size_t place)
{
    T item;
    std::memcpy(&item, items.data() + place * sizeof(T), sizeof(T));
    return item;
}

long double wide_at(ScalarType type, std::span<const std::byte> items, std::size_t place)
{
    if (type == ScalarType::Int64)
        return static_cast<long double>(item_at<std::int64_t>(items, place));
    if (type == ScalarType::UInt64)
        return static_cast<long double>(item_at<std::uint64_t>(items, place));
    return item_at<long double>(items, place);
}

std::complex<double> complex_at(ScalarType type, std::span<const std::byte> items,
                                std::size_t place)
{
    if (type == ScalarType::Complex64)
        return std::complex<double>(item_at<std::complex<float>>(items, place));
    return item_at<std::complex<double>>(items, place);
}

bool is_nan(const std::complex<double>& value)
{
    return std::isnan(value.real()) || std::isnan(value.imag());
}

bool is_finite(const std::complex<double>& value)
{
    return std::isfinite(value.real()) && std::isfinite(value.imag());
}

void note_special(const std::complex<double>& value, Figures& figures)
{
    if (is_nan(value))
        ++figures.nan;
    else if (!is_finite(value))
        ++figures.positive_infinity;
}

} // namespace

bool have_common_values(const DType& left, const DType& right)
{
    const auto plain = [](const DType& dtype) {
        return dtype.is_numeric() && dtype.item_size == DType::of(dtype.type).item_size;
    };
    return plain(left) && plain(right) && left.is_complex() == right.is_complex();
}

void PairSurvey::add(const PairBlock& block, const PairReader& reader, std::uint64_t number)
{
    Part& part = m_parts.emplace_back();
    part.number = number;
    if (m_left == ScalarType::Complex64 || m_left == ScalarType::Complex128)
        add_complex(block, part.figures);
    else
        add_real(block, part.figures);
    DifferenceSums& sums = part.figures.differences;
    if (sums.max_abs >= 0)
        sums.max_at = reader.place_of(number, sums.max_at);
}

template <class T> void PairSurvey::add_runs(const PairBlock& block, PairFigures& part) const
{
    ItemRuns<T> left(m_left, block.left, block.count);
    ItemRuns<T> right(m_right, block.right, block.count);
    for (std::uint64_t at = 0; at < block.count; at += run_length)
        add_pairs(left.from(at), right.from(at), m_tolerance, at, part);
}

void PairSurvey::add_real(const PairBlock& block, PairFigures& part) const
{
    if (m_left == ScalarType::Float32 && m_right == ScalarType::Float32)
        return add_runs<float>(block, part);
    add_runs<double>(block, part);
    if (!is_wide(m_left) || !is_wide(m_right))
        return;
    // Values that double rounds may differ all the same.
    part.differences = {};
    for (std::uint64_t i = 0; i < block.count; ++i)
        add_difference(wide_at(m_left, block.left, i), wide_at(m_right, block.right, i),
                       m_tolerance, i, part.differences);
}

/// Differences by magnitude; a side has no order, so no range and no deviation.
void PairSurvey::add_complex(const PairBlock& block, PairFigures& part) const
{
    DifferenceSums& sums = part.differences;
    for (std::uint64_t i = 0; i < block.count; ++i) {
        const std::complex<double> a = complex_at(m_left, block.left, i);
        const std::complex<double> b = complex_at(m_right, block.right, i);
        note_special(a, part.left);
        note_special(b, part.right);
        if (!is_finite(a) || !is_finite(b)) {
            sums.changed += a == b || (is_nan(a) && is_nan(b)) ? 0 : 1;
            continue;
        }
        const double size = std::abs(b - a);
        const double limit =
            m_tolerance.absolute + m_tolerance.relative * std::max(std::abs(a), std::abs(b));
        ++sums.finite;
        sums.changed += size > limit ? 1 : 0;
        sums.absolute += size;
        sums.squares += static_cast<long double>(size) * size;
        sums.left += std::norm(a);
        sums.right += std::norm(b);
        sums.product += a.real() * b.real() + a.imag() * b.imag();
        if (size > sums.max_abs) {
            sums.max_abs = size;
            sums.max_at = i;
        }
    }
}

void PairSurvey::append(const PairSurvey& other)
{
    m_parts.insert(m_parts.end(), other.m_parts.begin(), other.m_parts.end());
}

PairFigures PairSurvey::whole()
{
    std::sort(m_parts.begin(), m_parts.end(),
              [](const Part& a, const Part& b) { return a.number < b.number; });
    PairFigures all;
    for (const Part& part : m_parts)
        all.append(part.figures);
    return all;
}

} // namespace strata
