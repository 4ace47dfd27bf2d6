// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

namespace strata::keras {

/// What a file's configuration of its model says beside the layers and the name: a Dict, in the
/// file's order. None where there is no configuration, or one that was too long to keep.
[[nodiscard]] Value model_settings(const Document& document);

} // namespace strata::keras
