// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Rules of the findings that only values can tell, once statistics ran. All are of quality. Numbers
/// in facts are decimal; one array's finding has count (its values), that of several has arrays (how
/// many), leads to the first of them, and counts over all.
namespace strata::rules {

/// Values that are not a number. nan (how many), count. Error in weights and optimizer state, which
/// spread it to every result; otherwise a warning.
inline constexpr std::string_view values_nan = "values-nan";
/// Values that are infinite. infinite (how many), count. Severity as with NaN.
inline constexpr std::string_view values_infinite = "values-infinite";
/// Nothing but zeros. count. A warning in a weight of two dimensions or more; otherwise, as in
/// biases that were just initialised, a note.
inline constexpr std::string_view values_all_zero = "values-all-zero";
/// One value throughout, not zero. count. Severity as with zeros.
inline constexpr std::string_view values_constant = "values-constant";

inline constexpr std::array values = {values_nan, values_infinite, values_all_zero,
                                      values_constant};

} // namespace strata::rules
