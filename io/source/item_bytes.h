// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/dtype.h"

#include <cstddef>
#include <span>

namespace strata {

/// Turns items that touch into the machine's byte order, in place. Struct items keep their stored
/// bytes, since their fields may differ.
void to_native_order(std::span<std::byte> items, const DType& dtype);

/// Copies items of `item_size` bytes that lie `stride` bytes apart to lie one after the other.
void gather_items(const std::byte* from, std::uint64_t stride, std::uint64_t item_size,
                  std::span<std::byte> to);

} // namespace strata
