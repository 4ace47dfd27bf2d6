// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/natural_order.h"

#include <algorithm>

namespace strata {

namespace {

bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

/// The digits in front, which leave `text`.
std::string_view take_digits(std::string_view& text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const auto length = static_cast<std::size_t>(end - text.begin());
    const std::string_view digits = text.substr(0, length);
    text.remove_prefix(length);
    return digits;
}

std::string_view without_zeros(std::string_view digits)
{
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

} // namespace

bool natural_less(std::string_view left, std::string_view right)
{
    int zeros = 0; // that the first numbers with unlike zeros differ by
    while (!left.empty() && !right.empty()) {
        if (!is_digit(left.front()) || !is_digit(right.front())) {
            if (left.front() != right.front())
                return static_cast<unsigned char>(left.front()) <
                       static_cast<unsigned char>(right.front());
            left.remove_prefix(1);
            right.remove_prefix(1);
            continue;
        }
        const std::string_view one = take_digits(left);
        const std::string_view other = take_digits(right);
        const std::string_view number = without_zeros(one);
        const std::string_view other_number = without_zeros(other);
        if (number.size() != other_number.size())
            return number.size() < other_number.size();
        if (number != other_number)
            return number < other_number;
        if (zeros == 0)
            zeros = one.size() == other.size() ? 0 : one.size() < other.size() ? -1 : 1;
    }
    return left.empty() && right.empty() ? zeros < 0 : left.empty();
}

} // namespace strata
