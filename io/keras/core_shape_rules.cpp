// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/base/checked.h"
#include "io/keras/shape_rule_parts.h"

#include <array>

namespace strata::keras {

namespace {

OutputShapes same(const RuleInput& call)
{
    return one(call.first());
}

/// The last axis becomes `key` of the configuration.
OutputShapes last_becomes(const RuleInput& call, std::string_view key)
{
    const auto units = config_count(call.config(), key);
    if (!units)
        return std::nullopt;
    SymbolicShape shape = call.first();
    shape.back() = *units;
    return one(std::move(shape));
}

OutputShapes dense(const RuleInput& call)
{
    return last_becomes(call, call.generation == Generation::Keras1 ? "output_dim" : "units");
}

OutputShapes embedding(const RuleInput& call)
{
    const auto width = config_count(call.config(), "output_dim");
    if (!width)
        return std::nullopt;
    SymbolicShape shape = call.first();
    shape.push_back(*width);
    return one(std::move(shape));
}

/// The product of the axes from `first` on; unknown when one is.
Size product(const SymbolicShape& shape, std::size_t first)
{
    std::vector<std::uint64_t> sizes;
    for (std::size_t axis = first; axis < shape.size(); ++axis) {
        if (!shape[axis])
            return std::nullopt;
        sizes.push_back(*shape[axis]);
    }
    return checked_product(sizes);
}

OutputShapes flatten(const RuleInput& call)
{
    return one({call.first().front(), product(call.first(), 1)});
}

OutputShapes reshape(const RuleInput& call)
{
    const Value* const target = config_value(call.config(), "target_shape");
    if (!target || target->kind() != Value::Kind::List)
        return std::nullopt;
    SymbolicShape shape = {call.first().front()};
    std::uint64_t known = 1;
    std::size_t open = 0; // the axis that is −1
    for (const Value& size : target->items()) {
        if (size.kind() != Value::Kind::Int)
            return std::nullopt;
        if (size.as_integer() < 0) {
            open = shape.size();
            shape.emplace_back();
            continue;
        }
        shape.emplace_back(static_cast<std::uint64_t>(size.as_integer()));
        const auto product = checked_multiply(known, *shape.back());
        if (!product)
            return std::nullopt;
        known = *product;
    }
    const Size all = product(call.first(), 1);
    if (open != 0 && all && known != 0)
        shape[open] = *all / known;
    return one(std::move(shape));
}

OutputShapes permute(const RuleInput& call)
{
    const auto axes = config_counts(call.config(), "dims", call.first().size() - 1);
    if (!axes)
        return std::nullopt;
    SymbolicShape shape = {call.first().front()};
    for (const std::uint64_t axis : *axes) {
        if (axis >= call.first().size())
            return std::nullopt;
        shape.push_back(call.first()[axis]);
    }
    return one(std::move(shape));
}

OutputShapes repeat_vector(const RuleInput& call)
{
    const auto count = config_count(call.config(), "n");
    if (!count || call.first().size() != 2)
        return std::nullopt;
    return one({call.first()[0], *count, call.first()[1]});
}

OutputShapes resizing(const RuleInput& call)
{
    const auto height = config_count(call.config(), "height");
    const auto width = config_count(call.config(), "width");
    SymbolicShape shape = call.first();
    if (!height || !width || shape.size() < 3)
        return std::nullopt;
    const std::size_t row = shape.size() - (call.channels_first() ? 2 : 3);
    shape[row] = *height;
    shape[row + 1] = *width;
    return one(std::move(shape));
}

constexpr auto rules = std::to_array<NamedRule>({
    {"Dense", dense},
    {"Embedding", embedding},
    {"ReversibleEmbedding", embedding},
    {"Flatten", flatten},
    {"Reshape", reshape},
    {"Permute", permute},
    {"RepeatVector", repeat_vector},
    {"Resizing", resizing},
    {"CenterCrop", resizing},
    {"RandomCrop", resizing},
    {"InputLayer", same},
    {"Activation", same},
    {"ActivityRegularization", same},
    {"AlphaDropout", same},
    {"BatchNormalization", same},
    {"BatchNormalizationV1", same},
    {"BatchNormalizationV2", same},
    {"SyncBatchNormalization", same},
    {"Dropout", same},
    {"ELU", same},
    {"GaussianDropout", same},
    {"GaussianNoise", same},
    {"GroupNormalization", same},
    {"Identity", same},
    {"LayerNormalization", same},
    {"LeakyReLU", same},
    {"Masking", same},
    {"Normalization", same},
    {"PReLU", same},
    {"ReLU", same},
    {"RMSNormalization", same},
    {"Softmax", same},
    {"SpatialDropout1D", same},
    {"SpatialDropout2D", same},
    {"SpatialDropout3D", same},
    {"ThresholdedReLU", same},
    {"UnitNormalization", same},
});

} // namespace

std::span<const NamedRule> core_rules()
{
    return rules;
}

} // namespace strata::keras
