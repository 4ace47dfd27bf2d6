// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/error.h"
#include "io/model/document.h"

#include <string>

namespace strata::cli {

/// Whether a key names a layer, the optimizer or the training, whose settings come from the file and
/// are not added.
[[nodiscard]] bool is_setting_key(const Document& document, const std::string& key);

/// NoSuchItem for a key of the metadata or the settings: what of it is not there, and what is near.
[[nodiscard]] Error missing_key(const Document& document, const std::string& key);

} // namespace strata::cli
