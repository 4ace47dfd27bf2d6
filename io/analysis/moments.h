// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/figures.h"
#include "io/model/dtype.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace strata {

/// Mean and deviation of numbers that come in order. Rounding depends on their order alone: not on
/// how they are cut into blocks, nor on the processor.
class Moments {
public:
    /// Whether items of a dtype are numbers.
    static bool takes(const DType& dtype);
    explicit Moments(ScalarType type) : m_type(type) {}

    /// Packed items in the machine's byte order.
    void add(std::span<const std::byte> items);
    /// Of all that was added.
    [[nodiscard]] Figures figures() const;

private:
    template <class T> void add_numbers(std::span<const std::byte> items);
    template <class Bits>
    void add_small_floats(std::span<const std::byte> items, double (*decode)(Bits));
    template <class T> void add_complex(std::span<const std::byte> items);
    void add_number(long double value);
    [[nodiscard]] Figures run() const;

    /// Sums start anew after as many values, so that they do not grow away from what they add up.
    static constexpr std::uint64_t run_values = 4096;

    ScalarType m_type;
    Figures m_before; ///< of the runs that are full
    Figures m_counts; ///< NaN and infinities
    std::uint64_t m_in_run = 0;
    long double m_shift = 0; ///< the run's first value
    long double m_sum = 0;
    long double m_squares = 0;
};

} // namespace strata
