// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/fixed_settings.h"

#include <algorithm>
#include <string_view>

namespace strata::keras {

namespace {

constexpr std::string_view layers_start = "layers/";
constexpr std::string_view lambda_class = "Lambda";

/// Trained weights come first in a group of several layers, and where LoRA adds some.
bool orders_weights(const Document& document, const std::string& object)
{
    const bool inside = object.find('/') != object.rfind('/');
    if (inside || find_entry(document, object + "@lora_rank"))
        return true;
    const auto row = document.model.find(object);
    return row && document.model.node(*row).kind == NodeKind::Model;
}

bool is_lambda(const Document& document, const std::string& object)
{
    // Finding a layer is dear where there are many, and few models have a Lambda.
    const auto& layers = document.layers;
    if (std::none_of(layers.begin(), layers.end(),
                     [](const Layer& layer) { return layer.class_name == lambda_class; }))
        return false;
    const auto row = document.model.find(object);
    const LayerId id = row ? document.model.node(*row).layer : LayerId::none;
    return id != LayerId::none && !layers[index(id)].custom &&
           layers[index(id)].class_name == lambda_class;
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
    if (key.name == "trainable")
        return orders_weights(document, key.object)
                   ? "the stored weights are in an order that depends on it"
                   : std::string();
    return key.name != "dtype" && is_lambda(document, key.object)
               ? "it belongs to the code of the Lambda"
               : std::string();
}

} // namespace strata::keras
