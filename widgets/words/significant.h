// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The one rounding under all ways of writing a real number. With a hyphen for minus.
namespace strata::words {

/// The exponent of ten that the number has once it is rounded to so many digits. Not for 0.
[[nodiscard]] int exponent_of(double number, int digits);
/// Powers of ten: "7.209e-6".
[[nodiscard]] QString in_powers(double number, int digits);
/// "0.1450", "501.0", "7.209e-6", "0", "NaN", "+Inf", "-Inf".
[[nodiscard]] QString significant(double number, int digits);
/// "NaN", "+Inf", "-Inf".
[[nodiscard]] QString not_finite(double number);

} // namespace strata::words
