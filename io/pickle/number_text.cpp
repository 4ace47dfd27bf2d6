// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/pickle/number_text.h"

#include <charconv>
#include <limits>

namespace strata::pickle {

namespace {

std::string_view trimmed(std::string_view text)
{
    static constexpr std::string_view space = " \t\r\v\f\n";
    const auto first = text.find_first_not_of(space);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return 99;
}

int take_prefix(std::string_view& digits)
{
    if (digits.size() < 2 || digits[0] != '0')
        return 10;
    const char kind = static_cast<char>(digits[1] | 0x20);
    const int base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 0;
    if (base == 0)
        return 8;
    digits.remove_prefix(2);
    return base;
}

} // namespace

IntegerText parse_integer(std::string_view text, int base)
{
    std::string_view digits = trimmed(text);
    const bool negative = !digits.empty() && digits[0] == '-';
    if (!digits.empty() && (digits[0] == '-' || digits[0] == '+'))
        digits.remove_prefix(1);
    if (base == 0)
        base = take_prefix(digits);
    if (digits.empty())
        return {};
    std::uint64_t magnitude = 0;
    bool overflow = false;
    for (const char c : digits) {
        if (c == '_')
            continue;
        const int digit = digit_of(c);
        if (digit >= base)
            return {};
        overflow |= __builtin_mul_overflow(magnitude, static_cast<std::uint64_t>(base), &magnitude);
        overflow |=
            __builtin_add_overflow(magnitude, static_cast<std::uint64_t>(digit), &magnitude);
    }
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    IntegerText number{true, !overflow && magnitude <= largest + (negative ? 1 : 0), 0};
    if (number.fits)
        number.value = static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
    return number;
}

std::optional<double> parse_float(std::string_view text)
{
    std::string_view digits = trimmed(text);
    if (!digits.empty() && digits[0] == '+')
        digits.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (end != digits.data() + digits.size() || digits.empty())
        return std::nullopt;
    if (error == std::errc::result_out_of_range) {
        // Python rounds to zero or infinity. from_chars leaves the value alone, so ask for which.
        const bool small = digits.find("e-") != std::string_view::npos ||
                           digits.find("E-") != std::string_view::npos;
        const double size = small ? 0.0 : std::numeric_limits<double>::infinity();
        return digits[0] == '-' ? -size : size;
    }
    if (error != std::errc())
        return std::nullopt;
    return value;
}

} // namespace strata::pickle
