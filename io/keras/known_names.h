// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace strata::keras {

/// What Keras ships, by the names that configurations have (1.0 to 3.15): whatever else a
/// configuration names, a loader must be given.
[[nodiscard]] bool is_keras_layer(std::string_view class_name); ///< operations too
[[nodiscard]] bool is_keras_operation(std::string_view class_name);
[[nodiscard]] bool is_keras_activation(std::string_view name);
[[nodiscard]] bool is_keras_loss(std::string_view name);
[[nodiscard]] bool is_keras_metric(std::string_view name);
[[nodiscard]] bool is_keras_optimizer(std::string_view class_name);

/// A module that Keras imports a class from without being given it.
[[nodiscard]] bool is_keras_module(std::string_view module);
/// A function of Keras' own that loads, saves, downloads or switches the safe mode off.
[[nodiscard]] bool is_loading_function(std::string_view module, std::string_view name);

} // namespace strata::keras
