// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/weight_rule_parts.h"

#include <array>

namespace strata::keras {

namespace {

/// The output and, where asked for, `states` states of one width.
OutputShapes recurrent(const RuleInput& call, std::size_t states)
{
    const auto units = config_count(call.config(), "units");
    const SymbolicShape& input = call.first();
    if (!units || input.size() != 3)
        return std::nullopt;
    std::vector<SymbolicShape> shapes;
    if (config_flag(call.config(), "return_sequences", false))
        shapes.push_back({input[0], input[1], *units});
    else
        shapes.push_back({input[0], *units});
    if (config_flag(call.config(), "return_state", false))
        shapes.insert(shapes.end(), states, SymbolicShape{input[0], *units});
    return shapes;
}

OutputShapes two_states(const RuleInput& call)
{
    return recurrent(call, 2);
}

OutputShapes one_state(const RuleInput& call)
{
    return recurrent(call, 1);
}

/// The cells of an RNN: one, or those that are stacked.
std::vector<LayerConfig> cells_of(const RuleInput& call)
{
    const auto cell = wrapped_layer(call, "cell");
    if (!cell)
        return {};
    const Value* const stacked = config_value(cell->config, "cells");
    if (cell->class_name != "StackedRNNCells" || !stacked || stacked->kind() != Value::Kind::List)
        return {*cell};
    std::vector<LayerConfig> cells;
    for (const Value& each : stacked->items())
        cells.push_back(read_layer_config(each));
    return cells;
}

/// The last cell's output and, where asked for, the states of every cell.
OutputShapes any_recurrent(const RuleInput& call)
{
    const SymbolicShape& input = call.first();
    const std::vector<LayerConfig> cells = cells_of(call);
    if (cells.empty() || input.size() != 3)
        return std::nullopt;
    std::vector<SymbolicShape> states;
    for (const LayerConfig& cell : cells) {
        const auto units = config_count(cell.config, "units");
        const bool known = cell.class_name == "LSTMCell" || cell.class_name == "GRUCell" ||
                           cell.class_name == "SimpleRNNCell";
        if (!units || !known || !cell.registered_name.empty())
            return std::nullopt;
        states.insert(states.end(), cell.class_name == "LSTMCell" ? 2 : 1,
                      SymbolicShape{input[0], *units});
    }
    std::vector<SymbolicShape> shapes = {states.back()};
    if (config_flag(call.config(), "return_sequences", false))
        shapes.front().insert(shapes.front().begin() + 1, input[1]);
    if (config_flag(call.config(), "return_state", false))
        shapes.insert(shapes.end(), states.begin(), states.end());
    return shapes;
}

/// ConvLSTM2D: as Conv2D of the same settings at each step.
OutputShapes convolution_lstm(const RuleInput& call)
{
    LayerConfig convolution = call.layer;
    convolution.class_name = "Conv" + convolution.class_name.substr(8);
    SymbolicShape step = call.first();
    if (step.size() < 4)
        return std::nullopt;
    step.erase(step.begin() + 1);
    auto shapes = output_shapes(convolution, {step}, call.generation, call.budget);
    if (!shapes || shapes->size() != 1)
        return std::nullopt;
    const SymbolicShape state = shapes->front();
    if (config_flag(call.config(), "return_sequences", false))
        shapes->front().insert(shapes->front().begin() + 1, call.first()[1]);
    if (config_flag(call.config(), "return_state", false))
        shapes->insert(shapes->end(), 2, state);
    return shapes;
}

OutputShapes spectral_normalization(const RuleInput& call)
{
    const auto inner = wrapped_layer(call);
    return inner ? output_shapes(*inner, call.inputs, call.generation, call.budget) : std::nullopt;
}

OutputShapes bidirectional(const RuleInput& call)
{
    const auto inner = wrapped_layer(call);
    if (!inner || wraps(*inner)) // no RNN; each would double the outputs
        return std::nullopt;
    auto shapes = output_shapes(*inner, call.inputs, call.generation, call.budget);
    if (!shapes)
        return std::nullopt;
    const std::vector<SymbolicShape> states(shapes->begin() + 1, shapes->end());
    const Value* const mode = config_value(call.config(), "merge_mode");
    shapes->resize(1);
    if (mode && mode->is_none())
        shapes->push_back(shapes->front());
    else if (Size& last = shapes->front().back(); last && (!mode || mode->repr() == "'concat'"))
        last = *last * 2;
    for (int direction = 0; direction < 2; ++direction)
        shapes->insert(shapes->end(), states.begin(), states.end());
    return shapes;
}

OutputShapes time_distributed(const RuleInput& call)
{
    const auto inner = wrapped_layer(call);
    if (!inner || call.first().size() < 3)
        return std::nullopt;
    SymbolicShape step = call.first();
    step.erase(step.begin() + 1);
    auto shapes = output_shapes(*inner, {step}, call.generation, call.budget);
    if (!shapes || shapes->size() != 1 || shapes->front().empty())
        return std::nullopt;
    shapes->front().insert(shapes->front().begin() + 1, call.first()[1]);
    return shapes;
}

constexpr auto rules = std::to_array<NamedRule>({
    {"LSTM", two_states},
    {"CuDNNLSTM", two_states},
    {"GRU", one_state},
    {"CuDNNGRU", one_state},
    {"SimpleRNN", one_state},
    {"RNN", any_recurrent},
    {"ConvLSTM1D", convolution_lstm},
    {"ConvLSTM2D", convolution_lstm},
    {"ConvLSTM3D", convolution_lstm},
    {"LSTMV1", two_states},
    {"GRUV1", one_state},
    {"SpectralNormalization", spectral_normalization},
    {"Bidirectional", bidirectional},
    {"TimeDistributed", time_distributed},
});

} // namespace

std::optional<LayerConfig> wrapped_layer(const RuleInput& call, std::string_view key)
{
    const Value* const inner = config_value(call.config(), key);
    if (!inner || inner->kind() != Value::Kind::Dict)
        return std::nullopt;
    return read_layer_config(*inner);
}

std::span<const NamedRule> recurrent_rules()
{
    return rules;
}

} // namespace strata::keras
