// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/dtype.h"
#include "io/model/value.h"

#include <cstddef>
#include <span>
#include <string>

/// Single items of a tensor, in the machine's byte order, as read_slice() and TensorReader hand
/// them over.
namespace strata::words {

/// The item as a Value: Bool, Int (BigInt past int64), Float, Complex, Text, Bytes; dates and
/// durations as Text; a record as a Dict by field name. A sub-array of a record is a List, in C
/// order and flat.
[[nodiscard]] Value item_value(const DType& dtype, std::span<const std::byte> item);

/// As numpy prints it, so that it reads back as the same item: a float32 0.1 is "0.1" and not the
/// double next to it; "nan", "inf", "-inf"; text and bytes without quotes.
[[nodiscard]] std::string item_text(const DType& dtype, std::span<const std::byte> item);

} // namespace strata::words
