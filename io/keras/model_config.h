// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"
#include "io/model/document.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strata::keras {

/// A tensor that a layer gave out: which layer, at its how-manyth call, which of its outputs.
struct TensorSource {
    std::string layer;
    std::uint64_t call = 0;
    std::uint64_t output = 0;
    /// What the configuration itself says of it (`__keras_tensor__`); nothing in Keras 2.
    std::optional<SymbolicShape> shape;

    [[nodiscard]] std::string text() const; ///< "dense[0][0]", as the configuration counts calls
};

/// One layer, operation or model of a configuration, of Keras 1 to 3: a model is a layer that holds
/// others.
struct LayerConfig {
    std::string name;
    std::string class_name;      ///< "Dense", "Functional"; without the package of a registered one
    std::string module;          ///< Keras 3; empty before
    std::string registered_name; ///< "package>Name"; empty when the class is Keras' own
    Value config;                ///< a Dict; of a model without its layers
    std::vector<std::vector<TensorSource>> calls; ///< the inputs of each call
    bool array_arguments = false;                 ///< a call is given an array of numbers besides
    /// Shape of the input it was built for (`build_config`, `build_input_shape`), when the file says.
    std::optional<SymbolicShape> build_shape;

    bool is_model = false;
    bool list_config = false; ///< a Sequential before Keras 2.2.3: no name, just the layers
    std::vector<LayerConfig> layers;
    std::vector<TensorSource> inputs;  ///< of a Functional
    std::vector<TensorSource> outputs; ///< of a Functional

    [[nodiscard]] bool sequential() const { return class_name == "Sequential"; }
    /// Of an InputLayer: its calls are none, it gives out what the model is given.
    [[nodiscard]] bool is_input() const { return class_name == "InputLayer"; }
    [[nodiscard]] bool trainable() const;
};

/// Reads the JSON of `model_config`. Malformed where it is no model at all; a layer that makes no
/// sense keeps what could be read of it.
Result<LayerConfig> read_model_config(const Value& json);

/// Reads the entry of one layer, such as the one inside a wrapper.
[[nodiscard]] LayerConfig read_layer_config(const Value& json);

/// A shape as JSON has it: [null, 28, 28]. Nothing when it is none.
[[nodiscard]] std::optional<SymbolicShape> read_shape(const Value& json);

/// Members of a configuration, with a default where they are absent or of another kind.
[[nodiscard]] const Value* config_value(const Value& config, std::string_view key);
[[nodiscard]] std::string config_text(const Value& config, std::string_view key);
[[nodiscard]] std::optional<std::uint64_t> config_count(const Value& config, std::string_view key);
[[nodiscard]] bool config_flag(const Value& config, std::string_view key, bool otherwise);
/// One number for all axes, or a list of as many: kernel_size, strides.
[[nodiscard]] std::optional<std::vector<std::uint64_t>>
config_counts(const Value& config, std::string_view key, std::size_t axes);

} // namespace strata::keras
