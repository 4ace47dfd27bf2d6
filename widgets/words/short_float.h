// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/dtype.h"

#include <string>

/// The shortest text of a float that reads back as the same float of its own type, laid out as
/// Python's repr lays out a float: "0.1", "1e-07", "1.0", "nan".
namespace strata::words {

[[nodiscard]] std::string short_float(float value);
/// Of a type with fewer mantissa bits than float (Float16, BFloat16, the 8-bit floats).
[[nodiscard]] std::string short_float(double value, int mantissa_bits);
/// "(1+2j)" of two floats.
[[nodiscard]] std::string short_complex(float real, float imaginary);
/// Stored bits after the point: 10 for Float16. 0 for types that are no small floats.
[[nodiscard]] int mantissa_bits(ScalarType type);

} // namespace strata::words
