// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/dtype.h"

#include <cstddef>
#include <span>

namespace strata {

/// The values of items in the machine's byte order, as doubles: out.size() of them. Exact for all
/// types but 64-bit integers beyond 2^53 and LongDouble, which are rounded. Not for complex numbers.
void to_doubles(ScalarType type, std::span<const std::byte> items, std::span<double> out);

/// What a type can tell apart: values of it that are neighbours differ by at least `relative` times
/// their magnitude, and by `absolute`. Both 0 for types that are exact.
struct Resolution {
    double relative = 0;
    double absolute = 0;
};
[[nodiscard]] Resolution resolution_of(ScalarType type);

} // namespace strata
