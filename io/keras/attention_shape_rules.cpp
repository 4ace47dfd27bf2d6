// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/shape_rule_parts.h"

#include <array>

namespace strata::keras {

namespace {

/// Query's axes, with the value's last.
OutputShapes attention(const RuleInput& call)
{
    if (call.inputs.size() < 2)
        return std::nullopt;
    SymbolicShape shape = call.first();
    shape.back() = call.inputs[1].back();
    return one(std::move(shape));
}

/// Query's axes, its last one replaced by `output_shape` where there is one.
OutputShapes multi_head_attention(const RuleInput& call)
{
    SymbolicShape shape = call.first();
    const Value* const given = config_value(call.config(), "output_shape");
    if (!given || given->is_none())
        return one(std::move(shape));
    shape.pop_back();
    if (const auto width = config_count(call.config(), "output_shape")) {
        shape.push_back(*width);
        return one(std::move(shape));
    }
    const auto behind = read_shape(*given);
    if (!behind)
        return std::nullopt;
    shape.insert(shape.end(), behind->begin(), behind->end());
    return one(std::move(shape));
}

OutputShapes like_query(const RuleInput& call)
{
    return one(call.first());
}

/// The sizes behind the batch, or behind what the equation's "..." stands for.
OutputShapes einsum_dense(const RuleInput& call)
{
    const std::string equation = config_text(call.config(), "equation");
    const auto comma = equation.find(',');
    const auto arrow = equation.find("->");
    const Value* const given = config_value(call.config(), "output_shape");
    if (comma == std::string::npos || arrow == std::string::npos || arrow < comma || !given)
        return std::nullopt;
    const std::string input = equation.substr(0, comma);
    const std::string output = equation.substr(arrow + 2);
    constexpr std::string_view elided = "...";
    SymbolicShape shape(1, call.first().front());
    if (input.starts_with(elided)) {
        const std::size_t named = input.size() - elided.size();
        if (named > call.first().size())
            return std::nullopt;
        shape.assign(call.first().begin(), call.first().end() - static_cast<std::ptrdiff_t>(named));
    } else if (input.find(elided) != std::string::npos) {
        return std::nullopt;
    }
    if (const auto width = config_count(call.config(), "output_shape"))
        shape.emplace_back(*width);
    else if (const auto sizes = read_shape(*given))
        shape.insert(shape.end(), sizes->begin(), sizes->end());
    else
        return std::nullopt;
    // Keras 2 fills in what it knows from the input.
    for (std::size_t axis = 1; call.generation != Generation::Keras3 && axis < shape.size() &&
                               axis < output.size() && input.find(elided) == std::string::npos;
         ++axis) {
        const std::size_t from = input.find(output[axis]);
        if (!shape[axis] && from != std::string::npos && from < call.first().size())
            shape[axis] = call.first()[from];
    }
    return one(std::move(shape));
}

constexpr auto rules = std::to_array<NamedRule>({
    {"Attention", attention},
    {"AdditiveAttention", attention},
    {"MultiHeadAttention", multi_head_attention},
    {"GroupedQueryAttention", like_query},
    {"EinsumDense", einsum_dense},
});

} // namespace

std::span<const NamedRule> attention_rules()
{
    return rules;
}

} // namespace strata::keras
