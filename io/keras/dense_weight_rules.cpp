// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/weight_rule_parts.h"

#include <array>

namespace strata::keras {

namespace {

WeightSpecs dense(const RuleInput& call)
{
    const Size units = config_count(call.config(), "units");
    return Specs()
        .add("kernel", {call.first().back(), units})
        .add_if(has_bias(call), "bias", {units})
        .take();
}

WeightSpecs embedding(const RuleInput& call)
{
    return Specs()
        .add("embeddings",
             {config_count(call.config(), "input_dim"), config_count(call.config(), "output_dim")})
        .take();
}

WeightSpecs reversible_embedding(const RuleInput& call)
{
    const Size rows = config_count(call.config(), "input_dim");
    const Size width = config_count(call.config(), "output_dim");
    return Specs()
        .add("embeddings", {rows, width})
        .add_if(!config_flag(call.config(), "tie_weights", true), "reverse_embeddings",
                {width, rows})
        .take();
}

/// The sizes of the axes that `axis` names: one, or a list of them.
std::optional<std::vector<Size>> axis_sizes(const RuleInput& call, std::int64_t otherwise)
{
    const Value* const given = config_value(call.config(), "axis");
    const auto rank = static_cast<std::int64_t>(call.first().size());
    std::vector<Size> sizes;
    const auto add = [&](std::int64_t axis) {
        if (axis < -rank || axis >= rank)
            return false;
        sizes.push_back(call.first()[static_cast<std::size_t>(axis < 0 ? axis + rank : axis)]);
        return true;
    };
    if (!given)
        return add(otherwise) ? std::optional(sizes) : std::nullopt;
    if (given->kind() == Value::Kind::Int)
        return add(given->as_integer()) ? std::optional(sizes) : std::nullopt;
    if (given->kind() != Value::Kind::List)
        return std::nullopt;
    for (const Value& axis : given->items()) {
        if (axis.kind() != Value::Kind::Int || !add(axis.as_integer()))
            return std::nullopt;
    }
    return sizes;
}

WeightSpecs batch_normalization(const RuleInput& call)
{
    const auto sizes = axis_sizes(call, -1);
    if (!sizes || sizes->empty())
        return std::nullopt;
    Specs specs;
    if (config_flag(call.config(), "scale", true))
        specs.add("gamma", *sizes);
    if (config_flag(call.config(), "center", true))
        specs.add("beta", *sizes);
    specs.add("moving_mean", *sizes, false).add("moving_variance", *sizes, false);
    if (config_flag(call.config(), "renorm", false)) {
        for (const char* const name : {"moving_stddev", "renorm_mean", "renorm_stddev"})
            specs.add(name, *sizes, false);
    }
    return specs.take();
}

WeightSpecs layer_normalization(const RuleInput& call)
{
    const auto sizes = axis_sizes(call, -1);
    if (!sizes)
        return std::nullopt;
    Specs specs;
    const bool rms = config_flag(call.config(), "rms_scaling", false);
    if (rms || config_flag(call.config(), "scale", true))
        specs.add("gamma", *sizes);
    if (!rms && config_flag(call.config(), "center", true))
        specs.add("beta", *sizes);
    return specs.take();
}

WeightSpecs group_normalization(const RuleInput& call)
{
    const auto sizes = axis_sizes(call, -1);
    if (!sizes || sizes->size() != 1)
        return std::nullopt;
    return Specs()
        .add_if(config_flag(call.config(), "scale", true), "gamma", {sizes->front()})
        .add_if(config_flag(call.config(), "center", true), "beta", {sizes->front()})
        .take();
}

WeightSpecs rms_normalization(const RuleInput& call)
{
    const auto sizes = axis_sizes(call, -1);
    return sizes ? Specs().add("scale", *sizes).take() : std::nullopt;
}

/// Mean and variance over the axes that are not kept, and how many rows were seen.
WeightSpecs normalization(const RuleInput& call)
{
    for (const char* const given : {"mean", "variance"}) {
        const Value* const value = config_value(call.config(), given);
        if (value && !value->is_none())
            return std::vector<WeightSpec>();
    }
    const Value* const axis = config_value(call.config(), "axis");
    std::optional<std::vector<Size>> sizes = std::vector<Size>();
    if (!axis || !axis->is_none())
        sizes = axis_sizes(call, -1);
    if (!sizes)
        return std::nullopt;
    return Specs()
        .add("mean", *sizes, false)
        .add("variance", *sizes, false)
        .add("count", {}, false)
        .take();
}

WeightSpecs prelu(const RuleInput& call)
{
    std::vector<Size> sizes(call.first().begin() + 1, call.first().end());
    const Value* const shared = config_value(call.config(), "shared_axes");
    if (shared && shared->kind() == Value::Kind::List) {
        for (const Value& axis : shared->items()) {
            if (axis.kind() != Value::Kind::Int || axis.as_integer() < 1 ||
                static_cast<std::uint64_t>(axis.as_integer()) > sizes.size())
                return std::nullopt;
            sizes[static_cast<std::size_t>(axis.as_integer()) - 1] = 1;
        }
    }
    return Specs().add("alpha", sizes).take();
}

constexpr auto rules = std::to_array<NamedWeightRule>({
    {"Dense", dense},
    {"Embedding", embedding},
    {"ReversibleEmbedding", reversible_embedding},
    {"BatchNormalization", batch_normalization},
    {"BatchNormalizationV1", batch_normalization},
    {"BatchNormalizationV2", batch_normalization},
    {"SyncBatchNormalization", batch_normalization},
    {"LayerNormalization", layer_normalization},
    {"GroupNormalization", group_normalization},
    {"RMSNormalization", rms_normalization},
    {"Normalization", normalization},
    {"PReLU", prelu},
});

} // namespace

std::span<const NamedWeightRule> dense_weight_rules()
{
    return rules;
}

} // namespace strata::keras
