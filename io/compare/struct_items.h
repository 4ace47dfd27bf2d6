// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/dtype.h"

#include <cstddef>

namespace strata {

/// Whether two items of one dtype hold the same. Of a Struct its fields count and not the gaps
/// between them, which hold whatever lay there.
[[nodiscard]] bool same_item(const DType& dtype, const std::byte* left, const std::byte* right);

} // namespace strata
