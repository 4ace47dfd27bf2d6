// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/source/open_document.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace strata {

/// The bits of the binary float of `exponent_bits` and `mantissa_bits` (IEEE 754's layout) that is
/// nearest to a value, ties to even; infinity for what is too large, NaN for NaN.
[[nodiscard]] std::uint32_t encode_float(double value, int exponent_bits, int mantissa_bits);

/// Whether the values are floats that can become other ones: 8, 16, 32 and 64 bits.
[[nodiscard]] bool is_roundable(const DType& dtype);
/// Whether each value of `from` is one of `to`, too.
[[nodiscard]] bool is_exact(const DType& from, ScalarType to);
/// float16, bfloat16, float32 and float64 by these names.
[[nodiscard]] std::optional<ScalarType> rounding_target(std::string_view name);

/// The same document with these tensors' values as `to`, each the nearest one. Nothing is held in
/// memory: values are rounded whenever they are read; of tensors whose values lie apart or are
/// compressed, a scratch file holds them. NoRoom, and the errors of reading.
Result<OpenDocument> with_rounded(const OpenDocument& opened, std::span<const TensorId> tensors,
                                  ScalarType to, const JobContext& job);

} // namespace strata
