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

    [[nodiscard]] std::string text() const; ///< "dense[0][0]", as summary() has it
};

/// One layer (or operation) of a configuration, of Keras 1 to 3.
struct LayerConfig {
    std::string name;
    std::string class_name;
    std::string module;          ///< Keras 3; empty before
    std::string registered_name; ///< "package>Name"; empty when the class is Keras' own
    Value config;                ///< a Dict
    std::vector<std::vector<TensorSource>> calls; ///< the inputs of each call
    /// Shape of the input it was built for (`build_config`), when the file says.
    std::optional<SymbolicShape> build_shape;
    std::vector<LayerConfig> layers; ///< of a nested model
};

/// A whole model's configuration.
struct ModelConfig {
    std::string class_name; ///< "Sequential", "Functional", "Model" or a class of one's own
    std::string name;
    bool sequential = false;
    std::vector<LayerConfig> layers;
    std::vector<TensorSource> inputs;
    std::vector<TensorSource> outputs;
    std::optional<SymbolicShape> build_shape; ///< of a Sequential without an InputLayer
    Value config;                             ///< the whole of it, for a model of an unknown class
};

/// Reads the JSON of `model_config`. Malformed where it is no model at all; a layer that makes no
/// sense keeps what could be read of it.
Result<ModelConfig> read_model_config(const Value& json);

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
