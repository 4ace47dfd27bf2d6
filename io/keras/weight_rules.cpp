// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/weight_rules.h"

#include "io/base/checked.h"
#include "io/keras/known_names.h"
#include "io/keras/layer_shapes.h"
#include "io/keras/weight_rule_parts.h"

#include <algorithm>
#include <array>

namespace strata::keras {

namespace {

/// Layers whose weights no configuration tells, or that are made on first use.
constexpr auto unknown_weights = std::to_array<std::string_view>({"Lambda",
                                                                  "FlaxLayer",
                                                                  "JaxLayer",
                                                                  "TFSMLayer",
                                                                  "TorchModuleWrapper",
                                                                  "DenseFeatures",
                                                                  "EinsumDense",
                                                                  "RandomFourierFeatures",
                                                                  "TensorFlowOpLayer",
                                                                  "RNN",
                                                                  "GroupedQueryAttention",
                                                                  "AbstractRNNCell",
                                                                  "SequenceFeatures",
                                                                  "LinearModel",
                                                                  "WideDeepModel",
                                                                  "MaxoutDense",
                                                                  "Highway",
                                                                  "SReLU",
                                                                  "ParametricSoftplus",
                                                                  "Merge",
                                                                  "TimeDistributedDense",
                                                                  "TextVectorization",
                                                                  "StackedRNNCells",
                                                                  "AtrousConvolution2D",
                                                                  "Convolution1D",
                                                                  "Convolution2D",
                                                                  "Convolution3D",
                                                                  "Deconvolution2D",
                                                                  "SeparableConvolution2D",
                                                                  "AttentionDecoderCell",
                                                                  "PeepholeLSTMCell"});

const WeightRule* find_rule(std::string_view class_name)
{
    for (const auto table :
         {dense_weight_rules(), spatial_weight_rules(), sequence_weight_rules()}) {
        const auto found =
            std::find_if(table.begin(), table.end(), [&](const NamedWeightRule& each) {
                return each.class_name == class_name;
            });
        if (found != table.end())
            return &found->rule;
    }
    return nullptr;
}

/// The weights of all layers of a model, in their order.
WeightSpecs model_weights(const LayerConfig& model, const std::vector<SymbolicShape>& inputs,
                          Generation generation, ShapeBudget& budget)
{
    const SolvedModel solved =
        solve_shapes(model, generation, budget, inputs.empty() ? nullptr : &inputs);
    Specs specs;
    for (std::size_t i = 0; i < model.layers.size(); ++i) {
        const LayerConfig& layer = model.layers[i];
        const auto given = solved.layers[i].inputs.value_or(std::vector<SymbolicShape>());
        specs.add_part(layer.name, layer_weights(layer, given, generation, budget));
    }
    return specs.take();
}

void order(std::vector<WeightSpec>& specs, bool trainable)
{
    for (WeightSpec& spec : specs)
        spec.trainable = spec.trainable && trainable;
    std::stable_partition(specs.begin(), specs.end(),
                          [](const WeightSpec& spec) { return spec.trainable; });
}

} // namespace

WeightSpecs layer_weights(const LayerConfig& layer, const std::vector<SymbolicShape>& inputs,
                          Generation generation, ShapeBudget& budget)
{
    WeightSpecs specs;
    if (layer.is_model) {
        specs = model_weights(layer, inputs, generation, budget);
    } else if (!layer.registered_name.empty() || !is_keras_layer(layer.class_name)) {
        return std::nullopt;
    } else if (const WeightRule* const rule = find_rule(layer.class_name)) {
        const bool usable = !inputs.empty() &&
                            std::none_of(inputs.begin(), inputs.end(),
                                         [](const SymbolicShape& shape) { return shape.empty(); });
        if (!usable || generation == Generation::Keras1)
            return std::nullopt;
        specs = (*rule)({layer, inputs, generation, budget});
    } else if (std::find(unknown_weights.begin(), unknown_weights.end(), layer.class_name) ==
               unknown_weights.end()) {
        return std::vector<WeightSpec>();
    }
    if (specs)
        order(*specs, layer.trainable());
    return specs;
}

std::optional<std::uint64_t> value_count(const std::vector<WeightSpec>& specs)
{
    std::optional<std::uint64_t> sum = 0;
    for (const WeightSpec& spec : specs) {
        const auto count = checked_product(spec.shape);
        sum = sum && count ? checked_add(*sum, *count) : std::nullopt;
    }
    return sum;
}

} // namespace strata::keras
