// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/config_edit.h"

#include <string>

namespace strata::keras {

/// Why a setting is not changed, to whatever value; empty where it depends on the value. Layers'
/// names are check_layer_name()'s.
[[nodiscard]] std::string fixed_setting(const Document& document, const SettingKey& key);

} // namespace strata::keras
