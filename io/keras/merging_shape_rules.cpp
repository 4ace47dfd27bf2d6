// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/shape_rule_parts.h"

#include <algorithm>
#include <array>

namespace strata::keras {

namespace {

/// Two sizes of one axis, of which a 1 gives way. Against an unknown one Keras 3 leaves the axis
/// unknown, Keras 2 takes what is known.
Size broadcast(const Size& a, const Size& b, Generation generation)
{
    if (a == b || b == Size(1))
        return a;
    if (a == Size(1))
        return b;
    if (generation == Generation::Keras3 && (!a || !b))
        return std::nullopt;
    return a ? a : b;
}

/// An axis of the configuration, counted from the end when negative; nothing outside the rank.
std::optional<std::size_t> axis_of(const Value* value, std::size_t rank)
{
    if (!value || value->kind() != Value::Kind::Int)
        return std::nullopt;
    const std::int64_t axis = value->as_integer();
    const auto signed_rank = static_cast<std::int64_t>(rank);
    if (axis >= signed_rank || axis < -signed_rank)
        return std::nullopt;
    return static_cast<std::size_t>(axis < 0 ? axis + signed_rank : axis);
}

OutputShapes concatenate(const RuleInput& call)
{
    SymbolicShape shape = call.first();
    const auto axis = axis_of(config_value(call.config(), "axis"), shape.size());
    if (!axis)
        return std::nullopt;
    Size sum = 0;
    for (const SymbolicShape& input : call.inputs) {
        if (input.size() != shape.size())
            return std::nullopt;
        sum = sum && input[*axis] ? Size(*sum + *input[*axis]) : std::nullopt;
    }
    shape[*axis] = sum;
    return one(std::move(shape));
}

OutputShapes dot(const RuleInput& call)
{
    if (call.inputs.size() != 2)
        return std::nullopt;
    const Value* const axes = config_value(call.config(), "axes");
    if (!axes)
        return std::nullopt;
    const bool pair = axes->kind() == Value::Kind::List && axes->items().size() == 2;
    const auto left = axis_of(pair ? &axes->items()[0] : axes, call.inputs[0].size());
    const auto right = axis_of(pair ? &axes->items()[1] : axes, call.inputs[1].size());
    if (!left || !right)
        return std::nullopt;
    SymbolicShape shape;
    for (std::size_t axis = 0; axis < call.inputs[0].size(); ++axis) {
        if (axis != *left)
            shape.push_back(call.inputs[0][axis]);
    }
    for (std::size_t axis = 1; axis < call.inputs[1].size(); ++axis) {
        if (axis != *right)
            shape.push_back(call.inputs[1][axis]);
    }
    if (shape.size() == 1)
        shape.emplace_back(1);
    return one(std::move(shape));
}

constexpr auto rules = std::to_array<NamedRule>({
    {"Add", element_wise},
    {"Average", element_wise},
    {"Maximum", element_wise},
    {"Minimum", element_wise},
    {"Multiply", element_wise},
    {"Subtract", element_wise},
    {"Concatenate", concatenate},
    {"Dot", dot},
});

} // namespace

OutputShapes element_wise(const RuleInput& call)
{
    SymbolicShape shape = call.first();
    for (const SymbolicShape& other : call.inputs) {
        // Keras aligns the axes behind the batch at their ends.
        const std::size_t rank = std::max(shape.size(), other.size());
        const auto axis_of = [&](const SymbolicShape& from, std::size_t axis) -> Size {
            const std::size_t missing = rank - from.size();
            return axis < missing + 1 ? Size(1) : from[axis - missing];
        };
        SymbolicShape merged = {shape.front() == other.front() ? shape.front() : Size()};
        for (std::size_t axis = 1; axis < rank; ++axis) {
            const Size a = shape.size() == rank ? shape[axis] : axis_of(shape, axis);
            const Size b = other.size() == rank ? other[axis] : axis_of(other, axis);
            merged.push_back(broadcast(a, b, call.generation));
        }
        shape = std::move(merged);
    }
    return one(std::move(shape));
}

std::span<const NamedRule> merging_rules()
{
    return rules;
}

} // namespace strata::keras
