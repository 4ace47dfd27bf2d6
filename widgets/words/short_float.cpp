// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/short_float.h"

#include "io/model/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace strata::words {

namespace {

struct SmallFloat {
    int mantissa_bits;     ///< stored
    int smallest_exponent; ///< of the distance between subnormal numbers
};

SmallFloat layout_of(ScalarType type)
{
    switch (type) {
    case ScalarType::Float8E4M3FN:
        return {3, -9};
    case ScalarType::Float8E5M2:
        return {2, -16};
    case ScalarType::Float16:
        return {10, -24};
    default: // BFloat16
        return {7, -133};
    }
}

} // namespace

std::string short_float(float value)
{
    if (!std::isfinite(value))
        return python_float(static_cast<double>(value));
    // The digits of the float, then the layout of the double that has the same few digits.
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size() - 1, value,
                                   std::chars_format::scientific);
    *end.ptr = '\0';
    return python_float(std::strtod(digits.data(), nullptr));
}

std::string short_float(double value, ScalarType type)
{
    if (!std::isfinite(value) || value == 0)
        return python_float(value);
    // Half the distance to the nearer neighbour, which below a power of two is half as far.
    const SmallFloat layout = layout_of(type);
    int exponent = 0;
    const bool power = std::frexp(std::abs(value), &exponent) == 0.5;
    const int above = std::max(exponent - 1 - layout.mantissa_bits, layout.smallest_exponent);
    const int below = std::max(above - (power ? 1 : 0), layout.smallest_exponent);
    const double reach = std::ldexp(0.5, below);
    for (int digits = 1; digits < 17; ++digits) {
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%.*e", digits - 1, value);
        const double candidate = std::strtod(text.data(), nullptr);
        if (std::abs(candidate - value) < reach)
            return python_float(candidate);
    }
    return python_float(value);
}

std::string short_complex(float real, float imaginary)
{
    std::string left = short_float(real);
    std::string right = short_float(imaginary);
    // Python drops a zero real part only when its sign says so too; keeping it reads back the same.
    for (std::string* const part : {&left, &right}) {
        if (part->ends_with(".0"))
            part->resize(part->size() - 2);
    }
    const bool signed_right = right.starts_with('-');
    return '(' + left + (signed_right ? "" : "+") + right + "j)";
}

} // namespace strata::words
