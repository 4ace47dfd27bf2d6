// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/config_edit.h"

#include <string>

namespace strata::keras {

/// Whether Keras of the file's generation loads a setting's new value, as far as real Keras was
/// asked (see allowed_words.h): BadArgument with the reason in `detail`. Names of custom objects that
/// the file has are taken, and so is all that a custom layer has.
Result<void> check_setting_value(const Document& document, const SettingKey& key,
                                 const std::string& edit_key, const Value& value);

/// The same for a training configuration as a whole.
Result<void> check_training_config(const Document& document, const std::string& edit_key,
                                   const Value& config);

/// The same for what a model's configuration says of layers otherwise than the document.
Result<void> check_model_config(const Document& document, const std::string& edit_key,
                                const Value& config);

/// The value with a whole number as a float where the setting is one: Keras 3 takes no other.
[[nodiscard]] Value as_wide_as(const Value& before, Value value);

} // namespace strata::keras
