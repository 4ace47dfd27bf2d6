// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document_builder.h"

namespace strata {

/// Of a file that ends early one finding says so, which names the tensors that are not whole. Those
/// about what follows from it are left out. For readers whose parts find the end each by itself.
void fold_early_end(DocumentBuilder& builder);

} // namespace strata
