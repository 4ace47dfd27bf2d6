// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/shape_rule_parts.h"

#include <array>

namespace strata::keras {

namespace {

/// Where the spatial axes and the channels of an input of `axes` spatial axes lie.
struct Places {
    std::size_t first_axis;
    std::size_t channels;
};

std::optional<Places> places(const RuleInput& call, std::size_t axes)
{
    if (call.first().size() != axes + 2)
        return std::nullopt;
    return call.channels_first() ? Places{2, 1} : Places{1, axes + 1};
}

/// Positions of a window of `reach` (dilation counted) that moves by `stride`.
Size windows(const Size& size, std::uint64_t reach, std::uint64_t stride, bool keep_edges)
{
    if (!size || stride == 0)
        return std::nullopt;
    if (keep_edges) // "same" and "causal"
        return *size == 0 ? 0 : (*size - 1) / stride + 1;
    return *size < reach ? 0 : (*size - reach) / stride + 1;
}

/// Convolution and pooling: `size_key` names the window, which a null stride falls back to.
template <std::size_t axes>
OutputShapes slide(const RuleInput& call, std::string_view size_key, bool strides_default_to_size)
{
    const auto where = places(call, axes);
    const auto sizes = config_counts(call.config(), size_key, axes);
    if (!where || !sizes)
        return std::nullopt;
    const std::vector<std::uint64_t> ones(axes, 1);
    const auto strides = config_counts(call.config(), "strides", axes)
                             .value_or(strides_default_to_size ? *sizes : ones);
    const auto dilation = config_counts(call.config(), "dilation_rate", axes).value_or(ones);
    const bool keep_edges = config_text(call.config(), "padding") != "valid";
    SymbolicShape shape = call.first();
    for (std::size_t i = 0; i < axes; ++i) {
        if ((*sizes)[i] == 0)
            return std::nullopt;
        Size& axis = shape[where->first_axis + i];
        axis = windows(axis, ((*sizes)[i] - 1) * dilation[i] + 1, strides[i], keep_edges);
    }
    return one(std::move(shape));
}

template <std::size_t axes> OutputShapes convolution(const RuleInput& call)
{
    auto shapes = slide<axes>(call, "kernel_size", false);
    const auto filters = config_count(call.config(), "filters");
    if (!shapes || !filters)
        return std::nullopt;
    shapes->front()[places(call, axes)->channels] = *filters;
    return shapes;
}

template <std::size_t axes> OutputShapes depthwise(const RuleInput& call)
{
    auto shapes = slide<axes>(call, "kernel_size", false);
    if (!shapes)
        return std::nullopt;
    Size& channels = shapes->front()[places(call, axes)->channels];
    const auto multiplier = config_count(call.config(), "depth_multiplier").value_or(1);
    channels = channels ? Size(*channels * multiplier) : std::nullopt;
    return shapes;
}

template <std::size_t axes> OutputShapes pooling(const RuleInput& call)
{
    return slide<axes>(call, "pool_size", true);
}

template <std::size_t axes> OutputShapes transposed(const RuleInput& call)
{
    const auto where = places(call, axes);
    const auto sizes = config_counts(call.config(), "kernel_size", axes);
    const auto filters = config_count(call.config(), "filters");
    if (!where || !sizes || !filters)
        return std::nullopt;
    const std::vector<std::uint64_t> ones(axes, 1);
    const auto strides = config_counts(call.config(), "strides", axes).value_or(ones);
    const auto dilation = config_counts(call.config(), "dilation_rate", axes).value_or(ones);
    const auto extra = config_counts(call.config(), "output_padding", axes);
    const bool same = config_text(call.config(), "padding") == "same";
    SymbolicShape shape = call.first();
    for (std::size_t i = 0; i < axes; ++i) {
        Size& size = shape[where->first_axis + i];
        if (!size || *size == 0 || (*sizes)[i] == 0)
            continue;
        const std::uint64_t reach = ((*sizes)[i] - 1) * dilation[i] + 1;
        const std::uint64_t base = (*size - 1) * strides[i];
        if (same)
            size = extra ? base + reach % 2 + (*extra)[i] : *size * strides[i];
        else
            size = base + (extra ? reach + (*extra)[i] : std::max(reach, strides[i]));
    }
    shape[where->channels] = *filters;
    return one(std::move(shape));
}

template <std::size_t axes> OutputShapes global_pooling(const RuleInput& call)
{
    const auto where = places(call, axes);
    if (!where)
        return std::nullopt;
    if (!config_flag(call.config(), "keepdims", false))
        return one({call.first().front(), call.first()[where->channels]});
    SymbolicShape shape = call.first();
    for (std::size_t i = 0; i < axes; ++i)
        shape[where->first_axis + i] = 1;
    return one(std::move(shape));
}

template <std::size_t axes> OutputShapes adaptive_pooling(const RuleInput& call)
{
    const auto where = places(call, axes);
    const auto sizes = config_counts(call.config(), "output_size", axes);
    if (!where || !sizes)
        return std::nullopt;
    SymbolicShape shape = call.first();
    for (std::size_t i = 0; i < axes; ++i)
        shape[where->first_axis + i] = (*sizes)[i];
    return one(std::move(shape));
}

/// What is added before and behind an axis: a number, a pair, or a pair for each axis.
std::optional<std::vector<std::uint64_t>> both_sides(const RuleInput& call, std::string_view key,
                                                     std::size_t axes)
{
    const Value* const value = config_value(call.config(), key);
    if (!value)
        return std::nullopt;
    const Value wrapped = Value::dict({{Value::text("all"), *value}});
    std::vector<std::uint64_t> out;
    if (value->kind() == Value::Kind::Int) {
        const auto all = config_count(wrapped, "all");
        return all ? std::optional(std::vector<std::uint64_t>(axes, 2 * *all)) : std::nullopt;
    }
    if (axes == 1) {
        const auto pair = config_counts(wrapped, "all", 2);
        return pair ? std::optional(std::vector<std::uint64_t>{(*pair)[0] + (*pair)[1]})
                    : std::nullopt;
    }
    if (value->kind() != Value::Kind::List || value->items().size() != axes)
        return std::nullopt;
    for (const Value& axis : value->items()) {
        const auto pair = config_counts(Value::dict({{Value::text("pair"), axis}}), "pair", 2);
        if (!pair)
            return std::nullopt;
        out.push_back((*pair)[0] + (*pair)[1]);
    }
    return out;
}

template <std::size_t axes> OutputShapes padding(const RuleInput& call)
{
    const auto where = places(call, axes);
    const auto added = both_sides(call, "padding", axes);
    if (!where || !added)
        return std::nullopt;
    SymbolicShape shape = call.first();
    for (std::size_t i = 0; i < axes; ++i) {
        Size& size = shape[where->first_axis + i];
        size = size ? Size(*size + (*added)[i]) : std::nullopt;
    }
    return one(std::move(shape));
}

template <std::size_t axes> OutputShapes cropping(const RuleInput& call)
{
    const auto where = places(call, axes);
    const auto taken = both_sides(call, "cropping", axes);
    if (!where || !taken)
        return std::nullopt;
    SymbolicShape shape = call.first();
    for (std::size_t i = 0; i < axes; ++i) {
        Size& size = shape[where->first_axis + i];
        if (size && *size < (*taken)[i])
            return std::nullopt;
        size = size ? Size(*size - (*taken)[i]) : std::nullopt;
    }
    return one(std::move(shape));
}

template <std::size_t axes> OutputShapes up_sampling(const RuleInput& call)
{
    const auto where = places(call, axes);
    const auto factors = config_counts(call.config(), "size", axes);
    if (!where || !factors)
        return std::nullopt;
    SymbolicShape shape = call.first();
    for (std::size_t i = 0; i < axes; ++i) {
        Size& size = shape[where->first_axis + i];
        size = size ? Size(*size * (*factors)[i]) : std::nullopt;
    }
    return one(std::move(shape));
}

constexpr auto rules = std::to_array<NamedRule>({
    {"Conv1D", convolution<1>},
    {"Conv2D", convolution<2>},
    {"Conv3D", convolution<3>},
    {"LocallyConnected1D", convolution<1>},
    {"LocallyConnected2D", convolution<2>},
    {"AdaptiveMaxPooling1D", adaptive_pooling<1>},
    {"AdaptiveMaxPooling2D", adaptive_pooling<2>},
    {"AdaptiveMaxPooling3D", adaptive_pooling<3>},
    {"AdaptiveAveragePooling1D", adaptive_pooling<1>},
    {"AdaptiveAveragePooling2D", adaptive_pooling<2>},
    {"AdaptiveAveragePooling3D", adaptive_pooling<3>},
    {"SeparableConv1D", convolution<1>},
    {"SeparableConv2D", convolution<2>},
    {"DepthwiseConv1D", depthwise<1>},
    {"DepthwiseConv2D", depthwise<2>},
    {"Conv1DTranspose", transposed<1>},
    {"Conv2DTranspose", transposed<2>},
    {"Conv3DTranspose", transposed<3>},
    {"MaxPooling1D", pooling<1>},
    {"MaxPooling2D", pooling<2>},
    {"MaxPooling3D", pooling<3>},
    {"AveragePooling1D", pooling<1>},
    {"AveragePooling2D", pooling<2>},
    {"AveragePooling3D", pooling<3>},
    {"GlobalMaxPooling1D", global_pooling<1>},
    {"GlobalMaxPooling2D", global_pooling<2>},
    {"GlobalMaxPooling3D", global_pooling<3>},
    {"GlobalAveragePooling1D", global_pooling<1>},
    {"GlobalAveragePooling2D", global_pooling<2>},
    {"GlobalAveragePooling3D", global_pooling<3>},
    {"ZeroPadding1D", padding<1>},
    {"ZeroPadding2D", padding<2>},
    {"ZeroPadding3D", padding<3>},
    {"Cropping1D", cropping<1>},
    {"Cropping2D", cropping<2>},
    {"Cropping3D", cropping<3>},
    {"UpSampling1D", up_sampling<1>},
    {"UpSampling2D", up_sampling<2>},
    {"UpSampling3D", up_sampling<3>},
});

} // namespace

std::span<const NamedRule> spatial_rules()
{
    return rules;
}

} // namespace strata::keras
