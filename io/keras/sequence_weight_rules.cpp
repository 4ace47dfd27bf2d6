// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/weight_rule_parts.h"

#include <array>

namespace strata::keras {

namespace {

/// Kernel, recurrent kernel and a bias of `bias_rows` rows (0: none; 1: a vector).
WeightSpecs recurrent(const RuleInput& call, std::uint64_t gates, std::uint64_t bias_rows)
{
    const Size units = config_count(call.config(), "units");
    const Size all = times(units, gates);
    Specs specs;
    specs.add("kernel", {call.first().back(), all}).add("recurrent_kernel", {units, all});
    if (bias_rows == 1)
        specs.add("bias", {all});
    else if (bias_rows != 0)
        specs.add("bias", {bias_rows, all});
    return specs.take();
}

WeightSpecs lstm(const RuleInput& call)
{
    return recurrent(call, 4, has_bias(call) ? 1 : 0);
}

WeightSpecs gru(const RuleInput& call)
{
    // Files of Keras 2.0 lack reset_after and mean false.
    const bool after = config_flag(call.config(), "reset_after", false);
    return recurrent(call, 3, has_bias(call) ? (after ? 2 : 1) : 0);
}

WeightSpecs simple_rnn(const RuleInput& call)
{
    return recurrent(call, 1, has_bias(call) ? 1 : 0);
}

/// The CuDNN kernels keep a bias of the input and one of the state, one behind the other.
WeightSpecs cudnn(const RuleInput& call, std::uint64_t gates)
{
    const Size units = config_count(call.config(), "units");
    const Size all = times(units, gates);
    return Specs()
        .add("kernel", {call.first().back(), all})
        .add("recurrent_kernel", {units, all})
        .add("bias", {times(all, 2)})
        .take();
}

WeightSpecs cudnn_lstm(const RuleInput& call)
{
    return cudnn(call, 4);
}

WeightSpecs cudnn_gru(const RuleInput& call)
{
    return cudnn(call, 3);
}

WeightSpecs bidirectional(const RuleInput& call)
{
    const auto forward = wrapped_layer(call);
    const auto backward = wrapped_layer(call, "backward_layer");
    if (!forward || wraps(*forward) || (backward && wraps(*backward)))
        return std::nullopt; // no RNN; each would double the weights
    return Specs()
        .add_part("forward_layer",
                  layer_weights(*forward, call.inputs, call.generation, call.budget))
        .add_part("backward_layer", layer_weights(backward ? *backward : *forward, call.inputs,
                                                  call.generation, call.budget))
        .take();
}

WeightSpecs time_distributed(const RuleInput& call)
{
    const auto inner = wrapped_layer(call);
    if (!inner || call.first().size() < 3)
        return std::nullopt;
    SymbolicShape step = call.first();
    step.erase(step.begin() + 1);
    return layer_weights(*inner, {step}, call.generation, call.budget);
}

/// The inner layer's, and a vector for its kernel's last axis.
WeightSpecs spectral_normalization(const RuleInput& call)
{
    const auto inner = wrapped_layer(call);
    const auto specs =
        inner ? layer_weights(*inner, call.inputs, call.generation, call.budget) : std::nullopt;
    if (!specs || specs->empty() || specs->front().shape.empty())
        return std::nullopt;
    return Specs()
        .add_part("layer", specs)
        .add("vector_u", {1, specs->front().shape.back()}, false)
        .take();
}

/// The sizes that `output_shape` names: one number or a list; of none the query's own.
std::optional<std::vector<Size>> attention_output(const RuleInput& call)
{
    const Value* const given = config_value(call.config(), "output_shape");
    if (!given || given->is_none())
        return std::vector<Size>{call.first().back()};
    if (given->kind() == Value::Kind::Int)
        return std::vector<Size>{config_count(call.config(), "output_shape")};
    const auto shape = read_shape(*given);
    return shape ? std::optional(std::vector<Size>(shape->begin(), shape->end())) : std::nullopt;
}

/// Inputs are query, value and, where it differs from the value, key.
WeightSpecs multi_head_attention(const RuleInput& call)
{
    const Size heads = config_count(call.config(), "num_heads");
    const Size key_width = config_count(call.config(), "key_dim");
    const Size value_width = config_count(call.config(), "value_dim").has_value()
                                 ? Size(config_count(call.config(), "value_dim"))
                                 : key_width;
    const auto output = attention_output(call);
    if (!output)
        return std::nullopt;
    const Size query = call.first().back();
    const Size value = call.inputs.size() > 1 ? call.inputs[1].back() : query;
    const Size key = call.inputs.size() > 2 ? call.inputs[2].back() : value;
    const bool bias = has_bias(call);
    std::vector<Size> last = {heads, value_width};
    last.insert(last.end(), output->begin(), output->end());
    Specs specs;
    specs.add("query/kernel", {query, heads, key_width})
        .add_if(bias, "query/bias", {heads, key_width})
        .add("key/kernel", {key, heads, key_width})
        .add_if(bias, "key/bias", {heads, key_width})
        .add_if(config_flag(call.config(), "use_gate", false), "gate/kernel",
                {query, heads, value_width})
        .add_if(bias && config_flag(call.config(), "use_gate", false), "gate/bias",
                {heads, value_width})
        .add("value/kernel", {value, heads, value_width})
        .add_if(bias, "value/bias", {heads, value_width})
        .add("attention_output/kernel", last);
    if (bias)
        specs.add("attention_output/bias", *output);
    return specs.take();
}

WeightSpecs attention(const RuleInput& call)
{
    return Specs()
        .add_if(config_flag(call.config(), "use_scale", false), "scale", {})
        .add_if(config_text(call.config(), "score_mode") == "concat", "concat_score_weight", {})
        .take();
}

WeightSpecs additive_attention(const RuleInput& call)
{
    return Specs()
        .add_if(config_flag(call.config(), "use_scale", true), "scale", {call.first().back()})
        .take();
}

constexpr auto rules = std::to_array<NamedWeightRule>({
    {"LSTM", lstm},
    {"LSTMV1", lstm},
    {"LSTMCell", lstm},
    {"GRU", gru},
    {"GRUV1", gru},
    {"GRUCell", gru},
    {"SimpleRNN", simple_rnn},
    {"SimpleRNNCell", simple_rnn},
    {"CuDNNLSTM", cudnn_lstm},
    {"CuDNNGRU", cudnn_gru},
    {"Bidirectional", bidirectional},
    {"TimeDistributed", time_distributed},
    {"SpectralNormalization", spectral_normalization},
    {"MultiHeadAttention", multi_head_attention},
    {"Attention", attention},
    {"AdditiveAttention", additive_attention},
});

} // namespace

std::span<const NamedWeightRule> sequence_weight_rules()
{
    return rules;
}

} // namespace strata::keras
