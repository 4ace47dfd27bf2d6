// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/dtype.h"

#include <string>

/// The shortest text of a float that reads back as the same float of its own type, laid out as
/// Python's repr lays out a float: "0.1", "1e-07", "1.0", "nan".
namespace strata::words {

[[nodiscard]] std::string short_float(float value);
/// Of a small type: Float16, BFloat16 or one of the 8-bit floats.
[[nodiscard]] std::string short_float(double value, ScalarType type);
/// "(1+2j)" of two floats.
[[nodiscard]] std::string short_complex(float real, float imaginary);

} // namespace strata::words
