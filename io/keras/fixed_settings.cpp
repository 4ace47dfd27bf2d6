// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/fixed_settings.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace strata::keras {

namespace {

constexpr std::string_view layers_start = "layers/";
/// Layers whose `function` is code, or the name of an operation of TensorFlow.
constexpr std::array<std::string_view, 3> running_classes = {"Lambda", "SlicingOpLambda",
                                                             "TFOpLambda"};

/// Trained weights come first in a group of several layers, and where LoRA adds some.
bool orders_weights(const Document& document, const std::string& object)
{
    const bool inside = object.find('/') != object.rfind('/');
    if (inside || find_entry(document, object + "@lora_rank"))
        return true;
    const auto row = document.model.find(object);
    return row && document.model.node(*row).kind == NodeKind::Model;
}

bool runs_function(const Layer& layer)
{
    return std::find(running_classes.begin(), running_classes.end(), layer.class_name) !=
           running_classes.end();
}

/// Why a layer that runs a function keeps a setting.
std::string bound_to_function(const Document& document, const SettingKey& key)
{
    // Finding a layer is dear where there are many, and few models have such a one.
    const auto& layers = document.layers;
    if (std::none_of(layers.begin(), layers.end(), runs_function))
        return {};
    const auto row = document.model.find(key.object);
    const LayerId id = row ? document.model.node(*row).layer : LayerId::none;
    if (id == LayerId::none || layers[index(id)].custom || !runs_function(layers[index(id)]))
        return {};
    if (layers[index(id)].class_name != "Lambda")
        return key.name == "function" ? "it names what TensorFlow runs" : std::string();
    return key.name != "dtype" ? "it belongs to the code of the Lambda" : std::string();
}

} // namespace

std::string fixed_setting(const Document& document, const SettingKey& key)
{
    if (!key.object.starts_with(layers_start))
        return {};
    if (std::string reason = bound_to_weights(key.name); !reason.empty())
        return reason;
    if (key.name == "sparse" || key.name == "ragged")
        return "the model was built for inputs of this kind";
    if (key.name == "return_state" || key.name == "stateful")
        return "the model was built for what the layer gives and keeps";
    if (key.name == "trainable")
        return orders_weights(document, key.object)
                   ? "the stored weights are in an order that depends on it"
                   : std::string();
    return bound_to_function(document, key);
}

} // namespace strata::keras
