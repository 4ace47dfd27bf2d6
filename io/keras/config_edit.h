// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/model/edits.h"
#include "io/model/json_edit.h"

#include <string>
#include <string_view>
#include <vector>

namespace strata::keras {

/// A setting that a key names: "layers/head/hidden@units", "optimizer@learning_rate",
/// "training@loss".
struct SettingKey {
    std::string_view attribute; ///< the HDF5 attribute whose JSON holds it; empty: it is no setting
    std::string object;         ///< "layers/head/hidden", "optimizer", "training"
    std::string name;
};
[[nodiscard]] SettingKey setting_key(const Document& document, std::string_view key);

/// The names that a path spells, without their escapes: "head/a~1b" is {"head", "a/b"}.
[[nodiscard]] std::vector<std::string> names_along(std::string_view path);

/// Why a layer's setting cannot be changed by itself: it is what the stored weights were made for.
/// Empty for all others, and for the name, which check_layer_name() is for.
[[nodiscard]] std::string bound_to_weights(std::string_view name);

/// The JSON of `model_config` or `training_config` with one setting changed, all else byte for byte
/// as it was. NoSuchItem when the JSON has no such setting, BadArgument when two layers have the
/// name.
Result<std::string> change_setting(std::string_view json, const SettingKey& key, const Edit& edit);

} // namespace strata::keras
