// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Every rule of the findings about Keras models, with its facts. `layer` is a layer's name.
namespace strata::keras::rules {

// Security --------------------------------------------------------------------------------------

/// A Lambda, whose code would run. layer, function ("code", or a function's name). Error.
inline constexpr std::string_view lambda = "keras-lambda";
/// The configuration names a module that is not Keras' own. module, name. Warning.
inline constexpr std::string_view foreign_module = "keras-foreign-module";
/// The configuration names a function of Keras' that reads, writes or switches checks off. name.
/// Error.
inline constexpr std::string_view loading_function = "keras-loading-function";
/// A layer that loads a model from outside the file. layer, path. Warning.
inline constexpr std::string_view outside_model = "keras-outside-model";
/// A layer that reads its vocabulary from a file when it is loaded. layer, path. Warning.
inline constexpr std::string_view vocabulary_file = "keras-vocabulary-file";

inline constexpr std::array security = {lambda, foreign_module, loading_function, outside_model,
                                        vocabulary_file};

// Integrity -------------------------------------------------------------------------------------

/// The JSON of the configuration breaks off or is no model. attribute, detail. Error.
inline constexpr std::string_view bad_configuration = "keras-bad-configuration";
/// A layer that the file lists has no group. layer. Error.
inline constexpr std::string_view missing_group = "keras-missing-group";
/// A weight that the file lists is not there. layer, name. Error.
inline constexpr std::string_view missing_weight = "keras-missing-weight";
/// A layer of the configuration that must have weights has none in the file. layer, expected. Error.
inline constexpr std::string_view missing_weights = "keras-missing-weights";
/// A layer has another number of weights than its configuration says. layer, expected, actual.
/// Error.
inline constexpr std::string_view weight_count = "keras-weight-count";
/// A weight has another shape than its layer's configuration says. layer, name, expected, actual.
/// Error.
inline constexpr std::string_view weight_shape = "keras-weight-shape";
/// Weights of a layer that the configuration does not have. layer, count. Warning.
inline constexpr std::string_view unknown_group = "keras-unknown-group";
/// Variables of the optimizer that fit no weight. count, name (the first). Warning.
inline constexpr std::string_view unpaired_slots = "keras-unpaired-slots";

inline constexpr std::array integrity = {bad_configuration, missing_group, missing_weight,
                                         missing_weights,   weight_count,  weight_shape,
                                         unknown_group,     unpaired_slots};

} // namespace strata::keras::rules
