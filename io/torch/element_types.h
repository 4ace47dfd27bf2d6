// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/dtype.h"

#include <optional>
#include <string>
#include <string_view>

namespace strata::torch {

/// What one element of a storage or tensor is.
struct ElementType {
    std::string name; ///< torch's: "float32", "quint8"
    DType dtype;      ///< of a quantised type the integers that are stored
};

/// "torch.FloatStorage", "torch.cuda.HalfStorage", "torch.storage.UntypedStorage" (bytes).
[[nodiscard]] std::optional<ElementType> storage_element(std::string_view qualified_name);
/// "torch.float32", also by another name of it ("torch.half").
[[nodiscard]] std::optional<ElementType> named_element(std::string_view qualified_name);

/// How torch itself writes tensors of a type.
struct WrittenType {
    std::string_view name;    ///< of the dtype: "bfloat16"
    std::string_view storage; ///< "BFloat16" of torch.BFloat16Storage; empty: bytes, and the dtype
};
/// Nothing for a dtype that torch does not have, or has for quantised tensors only.
[[nodiscard]] std::optional<WrittenType> written_type(const DType& dtype);

/// Whether its values can be trained: only floating-point and complex ones can.
[[nodiscard]] bool can_be_parameter(const DType& dtype);

} // namespace strata::torch
