// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/config_edit.h"

#include "io/model/json_value.h"
#include "io/model/value_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace strata::keras {

namespace {

constexpr std::string_view layers_prefix = "layers/";

std::string name_of(const Value& layer)
{
    const Value* name = member(layer, "name");
    if (const Value* const config = member(layer, "config"); config != nullptr && name == nullptr)
        name = member(*config, "name");
    return name != nullptr && name->kind() == Value::Kind::Text ? name->as_text() : std::string();
}

/// Where the layers of a model stand below its "config": in "layers", or before Keras 2.2.3 there
/// itself.
const Value* layers_of(const Value& model, std::vector<JsonStep>& path)
{
    const Value* const config = member(model, "config");
    if (config == nullptr)
        return nullptr;
    path.emplace_back(std::string("config"));
    if (config->kind() == Value::Kind::List)
        return config;
    path.emplace_back(std::string("layers"));
    const Value* const layers = member(*config, "layers");
    return layers != nullptr && layers->kind() == Value::Kind::List ? layers : nullptr;
}

Result<std::vector<JsonStep>> layer_path(const Value& root, const std::vector<std::string>& names)
{
    std::vector<JsonStep> path;
    const Value* model = &root;
    for (const std::string& name : names) {
        const Value* const layers = layers_of(*model, path);
        const Value* found = nullptr;
        for (std::size_t i = 0; layers != nullptr && i < layers->items().size(); ++i) {
            if (name_of(layers->items()[i]) != name)
                continue;
            if (found != nullptr)
                return fail(ErrorCode::BadArgument, "two layers have this name", {}, name);
            found = &layers->items()[i];
            path.emplace_back(i);
        }
        if (found == nullptr)
            return fail(ErrorCode::NoSuchItem, {}, {}, name);
        model = found;
    }
    path.emplace_back(std::string("config"));
    return path;
}

Result<std::vector<JsonStep>> object_path(std::string_view json, const SettingKey& key)
{
    if (key.object == "training")
        return std::vector<JsonStep>();
    if (key.object == "optimizer")
        return std::vector<JsonStep>{std::string("optimizer_config"), std::string("config")};
    const JsonReading read = read_json_value(json);
    if (read.damage || read.structure_omitted)
        return fail(ErrorCode::BadArgument, "the configuration cannot be read whole");
    return layer_path(read.value,
                      names_along(std::string_view(key.object).substr(layers_prefix.size())));
}

} // namespace

std::vector<std::string> names_along(std::string_view path)
{
    std::vector<std::string> parts;
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        parts.push_back(unescape_path_part(path.substr(0, slash)));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return parts;
}

SettingKey setting_key(const Document& document, std::string_view key)
{
    const std::size_t at = key.rfind('@');
    const bool is_entry = std::any_of(document.metadata.begin(), document.metadata.end(),
                                      [&](const MetadataEntry& entry) { return entry.key == key; });
    if (at == key.npos || is_entry)
        return {};
    SettingKey out;
    out.object = key.substr(0, at);
    out.name = unescape_path_part(key.substr(at + 1));
    if (out.object.starts_with(layers_prefix))
        out.attribute = "model_config";
    else if (out.object == "optimizer" || out.object == "training")
        out.attribute = "training_config";
    return out;
}

std::string bound_to_weights(std::string_view name)
{
    static constexpr std::array<std::string_view, 38> bound = {"units",
                                                               "filters",
                                                               "kernel_size",
                                                               "depth_multiplier",
                                                               "use_bias",
                                                               "input_dim",
                                                               "output_dim",
                                                               "num_heads",
                                                               "key_dim",
                                                               "value_dim",
                                                               "axis",
                                                               "center",
                                                               "scale",
                                                               "groups",
                                                               "reset_after",
                                                               "batch_shape",
                                                               "input_shape",
                                                               "batch_input_shape",
                                                               "target_shape",
                                                               "data_format",
                                                               "layer",
                                                               "layers",
                                                               "cell",
                                                               "merge_mode",
                                                               "backward_layer",
                                                               "output_shape",
                                                               "dims",
                                                               "class_name",
                                                               "nb_filter",
                                                               "equation",
                                                               "bias_axes",
                                                               "shared_axes",
                                                               "head_dim",
                                                               "num_query_heads",
                                                               "num_key_value_heads",
                                                               "attention_axes",
                                                               "num_bins",
                                                               "lora_rank"};
    const bool found = std::find(bound.begin(), bound.end(), name) != bound.end();
    return found ? "the stored weights were made for it" : "";
}

Result<std::string> change_setting(std::string_view json, const SettingKey& key, const Edit& edit)
{
    STRATA_ASSIGN(std::vector<JsonStep> path, object_path(json, key));
    if (edit.kind == Edit::Kind::Add)
        return add_json_member(json, path, key.name, json_text(edit.value));
    path.emplace_back(key.name);
    return edit.kind == Edit::Kind::Set ? set_json(json, path, json_text(edit.value))
                                        : remove_json_member(json, path);
}

} // namespace strata::keras
