// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

namespace strata {

/// A running statistic or the like that PyTorch keeps beside a model's parameters and does not count
/// as one. Its values are weights of the document that are not trained.
[[nodiscard]] bool is_buffer(const Document& document, const Tensor& tensor);

} // namespace strata
