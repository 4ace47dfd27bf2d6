// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/document.h"

namespace strata {

/// How a network as a whole is set up: its class, its `settings` (what its configuration says beside
/// the layers, a Dict or None), and under "layers" those that lie in no other, each with its class
/// and its settings. None where the file has no configuration.
[[nodiscard]] Value model_configuration(const Document& document, const Value& settings);

} // namespace strata
