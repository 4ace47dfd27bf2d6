// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/analysis/float_kernels.h"
#include "io/base/result.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

namespace strata {

template <class T> inline constexpr bool is_complex_number = false;
template <class T> inline constexpr bool is_complex_number<std::complex<T>> = true;

/// What the kernels are given for an item: a float as it is, everything else as double, complex
/// numbers by magnitude.
template <class Stored>
using SampleOf = std::conditional_t<std::is_same_v<Stored, float>, float, double>;

/// Hands a block on in runs of items and of their samples, both aligned. One per thread.
template <class Stored> class SampleRuns {
public:
    using Sample = SampleOf<Stored>;

    /// Calls visit(items, samples), two spans of equal length that are valid during the call.
    template <class Visit> void for_each(std::span<const std::byte> bytes, const Visit& visit)
    {
        constexpr std::size_t run_bytes = run_length * sizeof(Stored);
        for (std::size_t at = 0; at < bytes.size(); at += run_bytes) {
            const auto part = bytes.subspan(at, std::min(run_bytes, bytes.size() - at));
            const std::span<const Stored> items = aligned(part);
            visit(items, samples(items));
        }
    }

private:
    std::span<const Stored> aligned(std::span<const std::byte> bytes)
    {
        const std::size_t count = bytes.size() / sizeof(Stored);
        if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(Stored) == 0)
            return {reinterpret_cast<const Stored*>(bytes.data()), count};
        m_items.resize(run_length);
        std::memcpy(m_items.data(), bytes.data(), count * sizeof(Stored));
        return std::span<const Stored>(m_items).first(count);
    }

    std::span<const Sample> samples(std::span<const Stored> items)
    {
        if constexpr (std::is_same_v<Stored, Sample>) {
            return items;
        } else {
            m_samples.resize(run_length);
            for (std::size_t i = 0; i < items.size(); ++i)
                m_samples[i] = sample(items[i]);
            return std::span<const Sample>(m_samples).first(items.size());
        }
    }

    static Sample sample(const Stored& item)
    {
        // A complex double by hypot, which does not overflow; floats need no such care.
        if constexpr (std::is_same_v<Stored, std::complex<double>>)
            return std::hypot(item.real(), item.imag());
        else if constexpr (is_complex_number<Stored>)
            return magnitude(static_cast<double>(item.real()), static_cast<double>(item.imag()));
        else
            return static_cast<Sample>(item);
    }

    static double magnitude(double real, double imaginary)
    {
        if (std::isinf(real) || std::isinf(imaginary)) // infinite even beside NaN, as in numpy
            return std::numeric_limits<double>::infinity();
        return std::sqrt(real * real + imaginary * imaginary);
    }

    std::vector<Stored> m_items;
    std::vector<Sample> m_samples;
};

} // namespace strata
