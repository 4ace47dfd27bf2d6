// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/shape_rules.h"

#include "io/keras/layer_shapes.h"
#include "io/keras/shape_rule_parts.h"

#include <algorithm>
#include <array>

namespace strata::keras {

namespace {

Rule find_rule(std::string_view class_name)
{
    for (const auto table : {core_rules(), merging_rules(), spatial_rules(), recurrent_rules(),
                             attention_rules(), preprocessing_rules()}) {
        const auto found = std::find_if(table.begin(), table.end(), [&](const NamedRule& each) {
            return each.class_name == class_name;
        });
        if (found != table.end())
            return found->rule;
    }
    return operation_rule(class_name);
}

} // namespace

bool ShapeBudget::take(const LayerConfig& model)
{
    std::uint64_t cost = 1;
    for (const LayerConfig& layer : model.layers) {
        ++cost;
        for (const auto& sources : layer.calls)
            cost += 1 + sources.size();
    }
    if (cost > m_left || m_job.cancelled()) {
        m_left = 0;
        return false;
    }
    m_left -= cost;
    return true;
}

OutputShapes output_shapes(const LayerConfig& layer, const std::vector<SymbolicShape>& inputs,
                           Generation generation, ShapeBudget& budget)
{
    if (layer.is_model) // inside a wrapper
        return solve_shapes(layer, generation, budget, &inputs).outputs;
    const Rule rule = find_rule(layer.class_name);
    const bool usable =
        !inputs.empty() && std::none_of(inputs.begin(), inputs.end(),
                                        [](const SymbolicShape& shape) { return shape.empty(); });
    if (!rule || !usable || !layer.registered_name.empty())
        return std::nullopt;
    auto shapes = rule({layer, inputs, generation, budget});
    // What leaves the limit is no shape that any Keras gives out.
    const auto too_large = [](const SymbolicShape& shape) {
        return std::any_of(shape.begin(), shape.end(),
                           [](const Size& size) { return size && *size > limits::keras_size; });
    };
    if (shapes && std::any_of(shapes->begin(), shapes->end(), too_large))
        return std::nullopt;
    return shapes;
}

std::optional<SymbolicShape> declared_input(const LayerConfig& layer)
{
    for (const char* const key : {"batch_shape", "batch_input_shape"}) {
        if (const Value* const shape = config_value(layer.config, key)) {
            if (auto read = read_shape(*shape))
                return read;
        }
    }
    return std::nullopt;
}

std::string shape_text(const SymbolicShape& shape)
{
    std::string text = "(";
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        text += axis == 0 ? "" : ", ";
        text += shape[axis] ? std::to_string(*shape[axis]) : "None";
    }
    return text + (shape.size() == 1 ? ",)" : ")");
}

std::string shape_text(const Shape& shape)
{
    return shape_text(SymbolicShape(shape.begin(), shape.end()));
}

} // namespace strata::keras
