// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/weight_rule_parts.h"

#include <array>

namespace strata::keras {

namespace {

Size channels_of(const RuleInput& call)
{
    if (call.first().size() < 2)
        return std::nullopt;
    return call.channels_first() ? call.first()[1] : call.first().back();
}

/// The kernel's window, with what follows it.
std::optional<std::vector<Size>> kernel(const RuleInput& call, std::size_t axes,
                                        std::initializer_list<Size> behind)
{
    const auto window = config_counts(call.config(), "kernel_size", axes);
    if (!window)
        return std::nullopt;
    std::vector<Size> sizes(window->begin(), window->end());
    sizes.insert(sizes.end(), behind);
    return sizes;
}

template <std::size_t axes> WeightSpecs convolution(const RuleInput& call)
{
    const Size filters = config_count(call.config(), "filters");
    const std::uint64_t groups = config_count(call.config(), "groups").value_or(1);
    Size channels = channels_of(call);
    if (channels && groups > 1)
        channels = *channels / groups;
    const auto sizes = kernel(call, axes, {channels, filters});
    if (!sizes || groups == 0)
        return std::nullopt;
    return Specs().add("kernel", *sizes).add_if(has_bias(call), "bias", {filters}).take();
}

template <std::size_t axes> WeightSpecs transposed(const RuleInput& call)
{
    const Size filters = config_count(call.config(), "filters");
    const auto sizes = kernel(call, axes, {filters, channels_of(call)});
    if (!sizes)
        return std::nullopt;
    return Specs().add("kernel", *sizes).add_if(has_bias(call), "bias", {filters}).take();
}

template <std::size_t axes> WeightSpecs depthwise(const RuleInput& call)
{
    const Size multiplier = config_count(call.config(), "depth_multiplier");
    const auto sizes = kernel(call, axes, {channels_of(call), multiplier});
    if (!sizes)
        return std::nullopt;
    return Specs()
        .add(call.generation == Generation::Keras3 ? "kernel" : "depthwise_kernel", *sizes)
        .add_if(has_bias(call), "bias", {times(channels_of(call), multiplier)})
        .take();
}

template <std::size_t axes> WeightSpecs separable(const RuleInput& call)
{
    const Size filters = config_count(call.config(), "filters");
    const Size multiplier = config_count(call.config(), "depth_multiplier");
    const auto sizes = kernel(call, axes, {channels_of(call), multiplier});
    if (!sizes)
        return std::nullopt;
    std::vector<Size> points(axes, 1);
    points.push_back(times(channels_of(call), multiplier));
    points.push_back(filters);
    return Specs()
        .add("depthwise_kernel", *sizes)
        .add("pointwise_kernel", points)
        .add_if(has_bias(call), "bias", {filters})
        .take();
}

/// Implementation 1 keeps a kernel for each place of the output, 2 one from every input to every
/// output; 3 keeps the connected pairs alone.
template <std::size_t axes> WeightSpecs locally_connected(const RuleInput& call)
{
    const auto shapes = output_shapes(call.layer, call.inputs, call.generation, call.budget);
    const Size filters = config_count(call.config(), "filters");
    const auto window = config_counts(call.config(), "kernel_size", axes);
    const auto implementation = config_count(call.config(), "implementation").value_or(1);
    if (!shapes || !window || implementation > 2)
        return std::nullopt;
    const std::size_t first = call.channels_first() ? 2 : 1;
    const std::vector<Size> in(call.first().begin() + first, call.first().begin() + first + axes);
    const SymbolicShape& output = shapes->front();
    std::vector<Size> bias(output.begin() + first, output.begin() + first + axes);
    std::vector<Size> sizes;
    if (implementation == 1) {
        Size places = 1;
        Size inputs = channels_of(call);
        for (std::size_t i = 0; i < axes; ++i) {
            places = times(places, bias[i]);
            inputs = times(inputs, (*window)[i]);
        }
        sizes = {places, inputs, filters};
    } else {
        const bool first_channels = call.channels_first();
        const auto append = [&](const std::vector<Size>& space, const Size& channels) {
            if (first_channels)
                sizes.push_back(channels);
            sizes.insert(sizes.end(), space.begin(), space.end());
            if (!first_channels)
                sizes.push_back(channels);
        };
        append(in, channels_of(call));
        append(bias, filters);
    }
    bias.push_back(filters);
    Specs specs;
    specs.add("kernel", sizes);
    if (has_bias(call))
        specs.add("bias", bias);
    return specs.take();
}

template <std::size_t axes> WeightSpecs recurrent_convolution(const RuleInput& call)
{
    if (call.first().size() != axes + 3)
        return std::nullopt;
    const Size filters = config_count(call.config(), "filters");
    const Size gates = times(filters, 4);
    const Size channels = call.channels_first() ? call.first()[2] : call.first().back();
    const auto sizes = kernel(call, axes, {channels, gates});
    const auto recurrent = kernel(call, axes, {filters, gates});
    if (!sizes || !recurrent)
        return std::nullopt;
    return Specs()
        .add("kernel", *sizes)
        .add("recurrent_kernel", *recurrent)
        .add_if(has_bias(call), "bias", {gates})
        .take();
}

/// Windows of sines and cosines; of the modes "real" and "imag" only one.
WeightSpecs spectrogram(const RuleInput& call)
{
    const Size length = config_count(call.config(), "frame_length");
    if (!length)
        return std::nullopt;
    const Size transform = transform_length(call, *length);
    const std::string mode = config_text(call.config(), "mode");
    const Size bins = *transform / 2 + 1;
    return Specs()
        .add_if(mode != "imag", "real_kernel", {length, 1, bins})
        .add_if(mode != "real", "imag_kernel", {length, 1, bins})
        .take();
}

constexpr auto rules = std::to_array<NamedWeightRule>({
    {"Conv1D", convolution<1>},
    {"Conv2D", convolution<2>},
    {"Conv3D", convolution<3>},
    {"Conv1DTranspose", transposed<1>},
    {"Conv2DTranspose", transposed<2>},
    {"Conv3DTranspose", transposed<3>},
    {"DepthwiseConv1D", depthwise<1>},
    {"DepthwiseConv2D", depthwise<2>},
    {"SeparableConv1D", separable<1>},
    {"SeparableConv2D", separable<2>},
    {"LocallyConnected1D", locally_connected<1>},
    {"LocallyConnected2D", locally_connected<2>},
    {"ConvLSTM1D", recurrent_convolution<1>},
    {"ConvLSTM2D", recurrent_convolution<2>},
    {"ConvLSTM3D", recurrent_convolution<3>},
    {"STFTSpectrogram", spectrogram},
});

} // namespace

std::span<const NamedWeightRule> spatial_weight_rules()
{
    return rules;
}

} // namespace strata::keras
