// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/dtype.h"

#include <cstddef>
#include <span>

namespace strata {

/// One item of a numeric dtype in the machine's byte order, widened to double; complex numbers by
/// magnitude, as the statistics take them. NaN for a dtype without numbers.
[[nodiscard]] double item_number(const DType& dtype, std::span<const std::byte> item);

} // namespace strata
