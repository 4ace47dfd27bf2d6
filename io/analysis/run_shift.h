// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>

namespace strata {

/// A value of a run that is near the others, even where one of them lies far off: what sums of
/// squares are shifted by. `count` is not 0.
template <class T> [[nodiscard]] double middle_of_three(const T* values, std::size_t count)
{
    const T a = values[0];
    const T b = values[count / 2];
    const T c = values[count - 1];
    return static_cast<double>(std::max(std::min(a, b), std::min(std::max(a, b), c)));
}

} // namespace strata
