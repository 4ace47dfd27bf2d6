// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/words/short_float.h"

#include "io/model/value.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace strata::words {

int mantissa_bits(ScalarType type)
{
    switch (type) {
    case ScalarType::Float8E4M3FN:
        return 3;
    case ScalarType::Float8E5M2:
        return 2;
    case ScalarType::Float16:
        return 10;
    case ScalarType::BFloat16:
        return 7;
    default:
        return 0;
    }
}

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

std::string short_float(double value, int mantissa_bits)
{
    if (!std::isfinite(value) || value == 0)
        return python_float(value);
    // Half the distance to the nearer neighbour, which below a power of two is half as far.
    int exponent = 0;
    const double fraction = std::frexp(std::abs(value), &exponent);
    const double spacing = std::ldexp(1.0, exponent - 1 - mantissa_bits);
    const double reach = fraction == 0.5 ? spacing / 4 : spacing / 2;
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
