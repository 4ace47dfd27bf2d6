// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/model_config.h"

#include "io/base/limits.h"
#include "io/model/json_value.h"

namespace strata::keras {

namespace {

std::optional<std::uint64_t> count_of(const Value& value)
{
    if (value.kind() != Value::Kind::Int || value.as_integer() < 0 ||
        static_cast<std::uint64_t>(value.as_integer()) > limits::keras_size)
        return std::nullopt;
    return static_cast<std::uint64_t>(value.as_integer());
}

bool is_list(const Value* value)
{
    return value && value->kind() == Value::Kind::List;
}

/// Keras 2: ["layer", call, output] with or without keyword arguments behind.
std::optional<TensorSource> read_triple(const Value& value)
{
    if (value.kind() != Value::Kind::List || value.items().size() < 3 ||
        value.items()[0].kind() != Value::Kind::Text)
        return std::nullopt;
    const auto call = count_of(value.items()[1]);
    const auto output = count_of(value.items()[2]);
    if (!call || !output)
        return std::nullopt;
    return TensorSource{value.items()[0].as_text(), *call, *output, std::nullopt};
}

/// Keras 3: {"class_name": "__keras_tensor__", "config": {shape, dtype, keras_history}}.
std::optional<TensorSource> read_keras_tensor(const Value& value)
{
    if (config_text(value, "class_name") != "__keras_tensor__")
        return std::nullopt;
    const Value* const config = member(value, "config");
    const Value* const history = config ? member(*config, "keras_history") : nullptr;
    if (!history)
        return std::nullopt;
    auto source = read_triple(*history);
    const Value* const shape = member(*config, "shape");
    if (source && shape)
        source->shape = read_shape(*shape);
    return source;
}

/// All tensors that a call's arguments name, in their order, wherever they nest.
void collect_sources(const Value& value, std::vector<TensorSource>& out)
{
    std::vector<const Value*> pending = {&value};
    while (!pending.empty()) {
        const Value& next = *pending.back();
        pending.pop_back();
        if (auto source = read_keras_tensor(next)) {
            out.push_back(std::move(*source));
            continue;
        }
        if (auto source = read_triple(next)) {
            out.push_back(std::move(*source));
            // Keras 2 keeps tensors that were keyword arguments in the fourth place.
            if (next.items().size() > 3)
                pending.push_back(&next.items()[3]);
            continue;
        }
        if (next.kind() == Value::Kind::List) {
            for (auto item = next.items().rbegin(); item != next.items().rend(); ++item)
                pending.push_back(&*item);
        } else if (next.kind() == Value::Kind::Dict) {
            for (auto entry = next.entries().rbegin(); entry != next.entries().rend(); ++entry)
                pending.push_back(&entry->value);
        }
    }
}

std::vector<std::vector<TensorSource>> read_calls(const Value& layer)
{
    std::vector<std::vector<TensorSource>> calls;
    const Value* const nodes = member(layer, "inbound_nodes");
    if (!is_list(nodes))
        return calls;
    for (const Value& node : nodes->items())
        collect_sources(node, calls.emplace_back());
    return calls;
}

bool is_number(const Value& value)
{
    return value.kind() == Value::Kind::Int || value.kind() == Value::Kind::Float;
}

/// Whether an argument is an array: a list of numbers, or what Keras 3 writes for one.
bool holds_array(const Value* arguments)
{
    std::vector<const Value*> pending;
    if (arguments)
        pending.push_back(arguments);
    while (!pending.empty()) {
        const Value& next = *pending.back();
        pending.pop_back();
        if (next.kind() == Value::Kind::List) {
            if (!next.items().empty() && is_number(next.items().front()))
                return true;
            for (const Value& item : next.items())
                pending.push_back(&item);
        } else if (next.kind() == Value::Kind::Dict && !read_keras_tensor(next)) {
            const std::string class_name = config_text(next, "class_name");
            if (class_name == "__numpy__" || class_name == "__tensor__")
                return true;
            for (const ValueEntry& entry : next.entries())
                pending.push_back(&entry.value);
        }
    }
    return false;
}

std::vector<TensorSource> read_ends(const Value& config, std::string_view key)
{
    std::vector<TensorSource> ends;
    if (const Value* const value = member(config, key))
        collect_sources(*value, ends);
    return ends;
}

/// The list of layers: of a Sequential before Keras 2.2.3 the configuration itself is the list.
const Value* layer_list(const Value& config)
{
    return config.kind() == Value::Kind::List ? &config : member(config, "layers");
}

bool is_model_class(std::string_view name)
{
    return name == "Sequential" || name == "Functional" || name == "Model";
}

/// A Dict without one of its entries, which is kept elsewhere.
Value without(const Value& dict, std::string_view key)
{
    std::vector<ValueEntry> entries;
    for (const ValueEntry& entry : dict.entries()) {
        if (entry.key.kind() != Value::Kind::Text || entry.key.as_text() != key)
            entries.push_back(entry);
    }
    return Value::dict(std::move(entries));
}

/// "package>Name" is a class that was registered by a package of the user's; Keras' own objects
/// carry their plain name, if any.
void split_registered_name(LayerConfig& layer)
{
    if (const auto mark = layer.class_name.rfind('>'); mark != std::string::npos) {
        layer.registered_name = layer.class_name;
        layer.class_name.erase(0, mark + 1);
    } else if (layer.registered_name == layer.class_name) {
        layer.registered_name.clear();
    }
}

void read_build_shape(const Value& json, LayerConfig& layer)
{
    if (const Value* const build = member(json, "build_config")) {
        if (const Value* const shape = member(*build, "input_shape"))
            layer.build_shape = read_shape(*shape);
    }
    if (const Value* const shape = member(layer.config, "build_input_shape"); shape)
        layer.build_shape = read_shape(*shape);
}

LayerConfig read_layer(const Value& json, int depth)
{
    LayerConfig layer;
    layer.class_name = config_text(json, "class_name");
    layer.module = config_text(json, "module");
    layer.registered_name = config_text(json, "registered_name");
    split_registered_name(layer);
    const Value* const config = member(json, "config");
    const Value none;
    const Value& given = config ? *config : none;
    layer.name = config_text(json, "name");
    if (layer.name.empty())
        layer.name = config_text(given, "name");
    layer.calls = read_calls(json);
    layer.array_arguments = holds_array(member(json, "inbound_nodes"));
    const Value* const inner = layer_list(given);
    // A subclass of Functional writes what Functional does.
    layer.is_model = is_list(inner) &&
                     (is_model_class(layer.class_name) || member(given, "input_layers") != nullptr);
    layer.list_config = layer.is_model && given.kind() == Value::Kind::List;
    if (layer.is_model && depth < limits::keras_model_depth) {
        for (const Value& each : inner->items())
            layer.layers.push_back(read_layer(each, depth + 1));
    }
    if (!layer.list_config)
        layer.config = layer.is_model ? without(given, "layers") : given;
    if (layer.is_model) {
        layer.inputs = read_ends(given, "input_layers");
        layer.outputs = read_ends(given, "output_layers");
    }
    read_build_shape(json, layer);
    return layer;
}

} // namespace

std::string TensorSource::text() const
{
    return layer + "[" + std::to_string(call) + "][" + std::to_string(output) + "]";
}

const Value* config_value(const Value& config, std::string_view key)
{
    return member(config, key);
}

std::string config_text(const Value& config, std::string_view key)
{
    const Value* const value = member(config, key);
    return value && value->kind() == Value::Kind::Text ? value->as_text() : std::string();
}

std::optional<std::uint64_t> config_count(const Value& config, std::string_view key)
{
    const Value* const value = member(config, key);
    return value ? count_of(*value) : std::nullopt;
}

bool config_flag(const Value& config, std::string_view key, bool otherwise)
{
    const Value* const value = member(config, key);
    return value && value->kind() == Value::Kind::Bool ? value->as_bool() : otherwise;
}

std::optional<std::vector<std::uint64_t>> config_counts(const Value& config, std::string_view key,
                                                        std::size_t axes)
{
    const Value* const value = member(config, key);
    if (!value)
        return std::nullopt;
    if (const auto one = count_of(*value))
        return std::vector<std::uint64_t>(axes, *one);
    if (value->kind() != Value::Kind::List || value->items().size() != axes)
        return std::nullopt;
    std::vector<std::uint64_t> counts;
    for (const Value& item : value->items()) {
        const auto count = count_of(item);
        if (!count)
            return std::nullopt;
        counts.push_back(*count);
    }
    return counts;
}

std::optional<SymbolicShape> read_shape(const Value& json)
{
    if (json.kind() != Value::Kind::List || json.items().size() > limits::tensor_rank)
        return std::nullopt;
    SymbolicShape shape;
    for (const Value& axis : json.items()) {
        const auto size = count_of(axis);
        if (!size && !axis.is_none())
            return std::nullopt;
        shape.push_back(size);
    }
    return shape;
}

bool LayerConfig::trainable() const
{
    return config_flag(config, "trainable", true);
}

LayerConfig read_layer_config(const Value& json)
{
    return read_layer(json, 0);
}

Result<LayerConfig> read_model_config(const Value& json)
{
    if (json.kind() != Value::Kind::Dict || config_text(json, "class_name").empty() ||
        !member(json, "config"))
        return fail(ErrorCode::Malformed, "model_config");
    return read_layer(json, 0);
}

} // namespace strata::keras
