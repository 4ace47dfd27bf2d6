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

/// "Lambda" of "keras.layers.Lambda" and of "package>Lambda".
[[nodiscard]] std::string_view last_part(std::string_view name);

/// A module of a package that Keras imports from without being given what is in it.
[[nodiscard]] bool is_keras_package(std::string_view module);
/// Something of a module of Keras' that models are made of: a layer, an initializer, a loss.
[[nodiscard]] bool is_modelling_object(std::string_view module, std::string_view name);
/// A function of Keras' own that loads, saves, downloads or switches the safe mode off, by whatever
/// module; without a module by its name alone.
[[nodiscard]] bool is_loading_function(std::string_view module, std::string_view name);

} // namespace strata::keras
