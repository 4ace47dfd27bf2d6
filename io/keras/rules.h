// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// Every rule of the findings about Keras models, with its facts. `layer` is a layer's name.
namespace strata::keras::rules {

// Security --------------------------------------------------------------------------------------

/// A Lambda, whose code would run. layer, function (its name, where the file has no code). Error.
inline constexpr std::string_view lambda = "keras-lambda";
/// The configuration names a module that is not Keras' own. module, name. Warning.
inline constexpr std::string_view foreign_module = "keras-foreign-module";
/// The configuration names something of Keras' own that no model is made of. module, name. Warning.
inline constexpr std::string_view unusual_module = "keras-unusual-module";
/// The configuration names a function of Keras' that reads, writes or switches checks off. name.
/// Error.
inline constexpr std::string_view loading_function = "keras-loading-function";
/// A layer that loads a model from outside the file. layer, path. Warning.
inline constexpr std::string_view outside_model = "keras-outside-model";
/// A layer that reads its vocabulary from a file when it is loaded. layer, path. Warning.
inline constexpr std::string_view vocabulary_file = "keras-vocabulary-file";

inline constexpr std::array security = {lambda,           foreign_module, unusual_module,
                                        loading_function, outside_model,  vocabulary_file};

// Integrity -------------------------------------------------------------------------------------

/// The JSON of the configuration breaks off or is no model. attribute, detail. Error.
inline constexpr std::string_view bad_configuration = "keras-bad-configuration";
/// A layer that the file lists has no group. layer. Error.
inline constexpr std::string_view missing_group = "keras-missing-group";
/// A weight that the file lists is not there. layer, name. Error.
inline constexpr std::string_view missing_weight = "keras-missing-weight";
/// A list of layers or weights names something again. attribute, count, name (the first). Error.
inline constexpr std::string_view repeated_names = "keras-repeated-names";
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

inline constexpr std::array integrity = {bad_configuration, missing_group,  missing_weight,
                                         missing_weights,   weight_count,   weight_shape,
                                         unknown_group,     unpaired_slots, repeated_names};

// Compatibility: what another version, or a loader that knows nothing else, stumbles over. `count`
// layers, of which `layer` is the first ---------------------------------------------------------

/// Something that the loader must be given. name, kind ("layer", "model", "function", "class").
/// Note.
inline constexpr std::string_view custom_object = "keras-custom-object";
/// A file of weights alone. Note.
inline constexpr std::string_view weights_only = "keras-weights-only";
/// Nothing says which Keras wrote it. Note.
inline constexpr std::string_view no_version = "keras-no-version";
/// Written by Keras 1. version. Warning.
inline constexpr std::string_view keras_1 = "keras-1";
/// Written by Keras 3, which tf.keras 2 does not load. version. Note.
inline constexpr std::string_view keras_3 = "keras-3";
/// A Sequential whose configuration is a list, as before 2.2.3. Note.
inline constexpr std::string_view list_configuration = "keras-list-configuration";
/// A Sequential without an InputLayer, which Keras 3 gives a second batch axis. layer. Warning.
inline constexpr std::string_view no_input_layer = "keras-no-input-layer";
/// A keyword that Keras 3 refuses. layer, count, class, keyword. Note.
inline constexpr std::string_view refused_keyword = "keras-refused-keyword";
/// A normalisation over several axes, which Keras 3 reads as the last one from .h5. layer, count.
/// Warning.
inline constexpr std::string_view several_axes = "keras-several-axes";
/// A model inside counted as Keras 2 does, which Keras 3 does not read. layer, count. Note.
inline constexpr std::string_view nested_call_2 = "keras-nested-call-2";
/// The same as Keras 3 counts, on which tf.keras 2 hangs. layer, count. Note.
inline constexpr std::string_view nested_call_3 = "keras-nested-call-3";
/// TensorFlow operations as layers. layer, count, class. Note.
inline constexpr std::string_view tensorflow_operation = "keras-tensorflow-operation";
/// Operations of Keras 3 as layers, which no Keras loads from .h5. layer, count, class. Warning.
inline constexpr std::string_view operation_layer = "keras-operation-layer";
/// A GRU that does not say reset_after. layer, count. Note.
inline constexpr std::string_view gru_reset_after = "keras-gru-reset-after";
/// A `Policy` as dtype. layer, count. Note.
inline constexpr std::string_view dtype_policy = "keras-dtype-policy";
/// A loss that Keras 3 does not find from .h5. name. Note.
inline constexpr std::string_view short_loss = "keras-short-loss";
/// A loss whose reduction is "auto". Note.
inline constexpr std::string_view auto_reduction = "keras-auto-reduction";
/// An optimizer of tf.keras 2.11 or newer, whose settings Keras 3 ignores. class. Warning.
inline constexpr std::string_view new_optimizer = "keras-new-optimizer";
/// An optimizer that says `lr`. class. Note.
inline constexpr std::string_view old_learning_rate = "keras-old-learning-rate";
/// The optimizer's state, which Keras 3 does not restore from .h5. count. Note.
inline constexpr std::string_view state_not_restored = "keras-state-not-restored";

inline constexpr std::array compatibility = {
    custom_object,        weights_only,    no_version,      keras_1,           keras_3,
    list_configuration,   no_input_layer,  refused_keyword, several_axes,      nested_call_2,
    nested_call_3,        operation_layer, gru_reset_after, dtype_policy,      short_loss,
    tensorflow_operation, auto_reduction,  new_optimizer,   old_learning_rate, state_not_restored};

} // namespace strata::keras::rules
