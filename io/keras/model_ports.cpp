// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/model_ports.h"

#include "io/keras/layer_shapes.h"

#include <algorithm>
#include <array>
#include <map>

namespace strata::keras {

namespace {

/// Operations whose answer is yes or no, whatever they are given.
bool gives_bool(std::string_view class_name)
{
    constexpr std::array names = {"Equal",     "NotEqual", "Greater",  "GreaterEqual", "Less",
                                  "LessEqual", "IsFinite", "Isfinite", "Isinf",        "Isnan"};
    return class_name.starts_with("Logical") ||
           std::find(names.begin(), names.end(), class_name) != names.end();
}

/// The dtypes of layers' outputs, each followed once.
class OutputDtypes {
public:
    /// A layer's own; of a model, that of the layer inside which gives it out; of an operation of
    /// Keras 3, that of what it is given. Nothing where the layers are a circle.
    std::string of(const LayerConfig* model, const LayerConfig* layer, std::uint64_t output)
    {
        std::vector<std::string*> passed;
        std::string dtype;
        while (layer != nullptr) {
            const auto [at, fresh] = m_known.try_emplace({layer, output});
            if (!fresh) {
                dtype = at->second;
                break;
            }
            passed.push_back(&at->second);
            dtype = own(*layer);
            if (!dtype.empty())
                break;
            layer = giver(model, *layer, output);
        }
        for (std::string* const each : passed)
            *each = dtype;
        return dtype;
    }

private:
    static std::string own(const LayerConfig& layer)
    {
        if (layer.is_model)
            return {};
        std::string dtype = output_dtype(layer.config);
        return dtype.empty() && gives_bool(layer.class_name) ? "bool" : dtype;
    }

    /// The layer whose output this one passes on; moves `model` and `output` to it.
    const LayerConfig* giver(const LayerConfig*& model, const LayerConfig& layer,
                             std::uint64_t& output)
    {
        if (layer.is_model)
            model = &layer;
        if (layer.is_model && layer.sequential())
            return layer.layers.empty() ? nullptr : &layer.layers.back();
        static const std::vector<TensorSource> none;
        const auto& sources = layer.is_model        ? layer.outputs
                              : layer.calls.empty() ? none
                                                    : layer.calls.front();
        const std::uint64_t which = layer.is_model ? output : 0;
        if (which >= sources.size())
            return nullptr;
        const TensorSource& source = sources[static_cast<std::size_t>(which)];
        output = source.output;
        const auto& names = names_of(*model);
        const auto found = names.find(source.layer);
        return found == names.end() ? nullptr : found->second;
    }

    using Names = std::map<std::string_view, const LayerConfig*>;
    const Names& names_of(const LayerConfig& model)
    {
        const auto [at, fresh] = m_names.try_emplace(&model);
        if (fresh) {
            for (const LayerConfig& layer : model.layers)
                at->second.emplace(layer.name, &layer);
        }
        return at->second;
    }

    std::map<std::pair<const LayerConfig*, std::uint64_t>, std::string> m_known;
    std::map<const LayerConfig*, Names> m_names;
};

/// A layer's output as the model's own.
Port port_of(OutputDtypes& dtypes, const LayerConfig& model, const LayerConfig& layer,
             const OutputShapes& shapes, std::uint64_t output)
{
    Port port{layer.name, std::nullopt, dtypes.of(&model, &layer, output)};
    if (shapes && output < shapes->size())
        port.shape = (*shapes)[static_cast<std::size_t>(output)];
    return port;
}

void add_chain_ports(ModelIdentity& identity, const LayerConfig& model, const SolvedModel& solved)
{
    if (model.layers.empty())
        return;
    const LayerConfig& first = model.layers.front();
    Port input{first.name, declared_input(first), output_dtype(first.config)};
    if (!input.shape)
        input.shape = model.build_shape;
    identity.inputs.push_back(std::move(input));
    // As many outputs as the last layer is known to have.
    const std::size_t count = solved.outputs ? solved.outputs->size() : 1;
    OutputDtypes dtypes;
    for (std::size_t i = 0; i < count; ++i)
        identity.outputs.push_back(port_of(dtypes, model, model.layers.back(), solved.outputs, i));
}

void add_graph_ports(ModelIdentity& identity, const LayerConfig& model, const SolvedModel& solved)
{
    std::map<std::string_view, std::size_t> by_name;
    for (std::size_t i = 0; i < model.layers.size(); ++i)
        by_name.emplace(model.layers[i].name, i);
    OutputDtypes dtypes;
    const auto add = [&](const TensorSource& source, std::vector<Port>& out) {
        const auto found = by_name.find(source.layer);
        if (found == by_name.end())
            return out.push_back({source.layer, source.shape, {}});
        const auto& calls = solved.layers[found->second].calls;
        out.push_back(port_of(dtypes, model, model.layers[found->second],
                              calls.empty() ? std::nullopt : calls.back(), source.output));
    };
    for (const TensorSource& source : model.inputs)
        add(source, identity.inputs);
    for (const TensorSource& source : model.outputs)
        add(source, identity.outputs);
    for (std::size_t i = 0; solved.outputs && i < identity.outputs.size(); ++i)
        identity.outputs[i].shape = (*solved.outputs)[i];
}

} // namespace

std::string output_dtype(const Value& config)
{
    const Value* const given = config_value(config, "dtype");
    if (!given)
        return {};
    std::string name;
    if (given->kind() == Value::Kind::Text)
        name = given->as_text();
    else if (const Value* const policy = config_value(*given, "config"))
        name = config_text(*policy, "name");
    constexpr std::string_view mixed = "mixed_"; // computes in half precision, keeps float32
    return name.starts_with(mixed) ? name.substr(mixed.size()) : name;
}

void add_ports(const Reading& reading, const LayerConfig& model)
{
    const SolvedModel solved = solve_shapes(model, reading.generation, reading.budget);
    ModelIdentity& identity = reading.document().identity;
    if (model.sequential())
        add_chain_ports(identity, model, solved);
    else
        add_graph_ports(identity, model, solved);
}

} // namespace strata::keras
