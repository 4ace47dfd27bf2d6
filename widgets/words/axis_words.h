// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

#include <QString>

namespace strata::words {

/// What an axis of a tensor counts: "Input" and "Unit" for a Dense layer's kernel; "Axis 0" where
/// the layer and the tensor do not say.
[[nodiscard]] QString axis_name(const Document& document, TensorId tensor, std::size_t axis);

} // namespace strata::words
