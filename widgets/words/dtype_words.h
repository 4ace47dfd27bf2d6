// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/tensor.h"

#include <QString>

#include <map>
#include <span>

namespace strata::words {

/// numpy's name of a dtype, "float32"; of texts, bytes and records, whose names count bits, their
/// length as people say it: "str, 72 characters", "bytes, 5 long", "void, 64 bytes".
[[nodiscard]] QString dtype_text(const DType& dtype);

/// The dtypes of tensors in these words, with how many tensors have each. Words are made once for a
/// dtype and not for each of perhaps a million tensors; only the further ones of very many dtypes
/// cost as much.
[[nodiscard]] std::map<QString, std::uint64_t> dtype_counts(std::span<const Tensor> tensors);

} // namespace strata::words
