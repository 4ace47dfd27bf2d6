// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/shape_rule_parts.h"

#include <algorithm>
#include <array>

namespace strata::keras {

namespace {

OutputShapes same(const RuleInput& call)
{
    return one(call.first());
}

/// Categories, by what the layer does with them: `depth` of them.
OutputShapes encoded(const RuleInput& call, const Size& depth, std::string_view otherwise)
{
    std::string mode = config_text(call.config(), "output_mode");
    if (mode.empty())
        mode = otherwise;
    SymbolicShape shape = call.first();
    if (mode == "int")
        return one(std::move(shape));
    if (!depth)
        return std::nullopt;
    const bool replaces =
        mode != "one_hot" || shape.back() == Size(1) ||
        (call.layer.class_name == "Hashing" && call.generation == Generation::Keras3);
    if (replaces && shape.size() > 1)
        shape.back() = depth;
    else
        shape.push_back(depth);
    return one(std::move(shape));
}

OutputShapes category_encoding(const RuleInput& call)
{
    return encoded(call, config_count(call.config(), "num_tokens"), "multi_hot");
}

OutputShapes discretization(const RuleInput& call)
{
    const Value* const bounds = config_value(call.config(), "bin_boundaries");
    Size bins = config_count(call.config(), "num_bins");
    if (bounds && bounds->kind() == Value::Kind::List)
        bins = bounds->items().size() + bounds->omitted() + 1;
    return encoded(call, bins, "int");
}

OutputShapes hashing(const RuleInput& call)
{
    return encoded(call, config_count(call.config(), "num_bins"), "int");
}

/// How many tokens a lookup knows is in the file only where it is padded to a fixed number.
OutputShapes lookup(const RuleInput& call)
{
    const bool fixed = config_flag(call.config(), "pad_to_max_tokens", false);
    return encoded(call, fixed ? config_count(call.config(), "max_tokens") : std::nullopt, "int");
}

OutputShapes text_vectorization(const RuleInput& call)
{
    const std::string mode = config_text(call.config(), "output_mode");
    if (mode == "int" || mode.empty())
        return one({call.first().front(), config_count(call.config(), "output_sequence_length")});
    if (!config_flag(call.config(), "pad_to_max_tokens", false))
        return std::nullopt;
    return one({call.first().front(), config_count(call.config(), "max_tokens")});
}

OutputShapes random_size(const RuleInput& call, std::size_t from_end)
{
    SymbolicShape shape = call.first();
    const std::size_t back = from_end - (call.channels_first() ? 1 : 0);
    if (shape.size() < 3 || shape.size() <= back)
        return std::nullopt;
    shape[shape.size() - back].reset();
    return one(std::move(shape));
}

OutputShapes random_height(const RuleInput& call)
{
    return random_size(call, 3);
}

OutputShapes random_width(const RuleInput& call)
{
    return random_size(call, 2);
}

OutputShapes spectrogram(const RuleInput& call)
{
    const auto length = config_count(call.config(), "frame_length");
    const SymbolicShape& input = call.first();
    if (!length || *length == 0 || input.size() != 3)
        return std::nullopt;
    const std::uint64_t step =
        config_count(call.config(), "frame_step").value_or(std::max<std::uint64_t>(*length / 2, 1));
    const Size& samples = input[call.channels_first() ? 2 : 1];
    const Size& channels = input[call.channels_first() ? 1 : 2];
    const bool whole = config_text(call.config(), "padding") != "valid";
    Size frames;
    if (samples && step != 0 && (whole || *samples >= *length))
        frames = whole ? (*samples + step - 1) / step : (*samples - *length) / step + 1;
    std::uint64_t bins = transform_length(call, *length) / 2 + 1;
    if (config_text(call.config(), "mode") == "stft")
        bins *= 2;
    if (config_flag(call.config(), "expand_dims", false))
        return one(call.channels_first() ? SymbolicShape{input[0], channels, frames, bins}
                                         : SymbolicShape{input[0], frames, bins, channels});
    const Size all = channels ? Size(*channels * bins) : std::nullopt;
    return one(call.channels_first() ? SymbolicShape{input[0], all, frames}
                                     : SymbolicShape{input[0], frames, all});
}

OutputShapes mel_spectrogram(const RuleInput& call)
{
    const auto bins = config_count(call.config(), "num_mel_bins");
    const auto stride = config_count(call.config(), "sequence_stride");
    if (!bins || !stride || *stride == 0 || call.first().size() > 2)
        return std::nullopt;
    const Size& samples = call.first().back();
    const Size frames = samples ? Size((*samples + *stride + 1) / *stride) : std::nullopt;
    SymbolicShape shape(call.first().begin(), call.first().end() - 1);
    shape.emplace_back(*bins);
    shape.push_back(frames);
    return one(std::move(shape));
}

/// Layers in turn.
OutputShapes pipeline(const RuleInput& call)
{
    const Value* const list = config_value(call.config(), "layers");
    if (!list || list->kind() != Value::Kind::List)
        return std::nullopt;
    OutputShapes at = call.inputs;
    for (const Value& each : list->items()) {
        const LayerConfig layer = read_layer_config(each);
        if (!at || layer.class_name == "Pipeline") // Keras has no pipeline in a pipeline
            return std::nullopt;
        at = output_shapes(layer, *at, call.generation, call.budget);
    }
    return at;
}

constexpr auto rules = std::to_array<NamedRule>({
    {"CategoryEncoding", category_encoding},
    {"Discretization", discretization},
    {"Hashing", hashing},
    {"HashedCrossing", hashing},
    {"IntegerLookup", lookup},
    {"StringLookup", lookup},
    {"TextVectorization", text_vectorization},
    {"RandomHeight", random_height},
    {"RandomWidth", random_width},
    {"STFTSpectrogram", spectrogram},
    {"MelSpectrogram", mel_spectrogram},
    {"Pipeline", pipeline},
    {"AugMix", same},
    {"AutoContrast", same},
    {"ContrastLimitedAdaptiveHistogramEqualization", same},
    {"CutMix", same},
    {"Equalization", same},
    {"MixUp", same},
    {"RandAugment", same},
    {"RandomBrightness", same},
    {"RandomColorDegeneration", same},
    {"RandomColorJitter", same},
    {"RandomContrast", same},
    {"RandomElasticTransform", same},
    {"RandomErasing", same},
    {"RandomFlip", same},
    {"RandomGaussianBlur", same},
    {"RandomGrayscale", same},
    {"RandomHue", same},
    {"RandomInvert", same},
    {"RandomPerspective", same},
    {"RandomPosterization", same},
    {"RandomRotation", same},
    {"RandomSaturation", same},
    {"RandomSharpness", same},
    {"RandomShear", same},
    {"RandomTranslation", same},
    {"RandomZoom", same},
    {"Rescaling", same},
    {"Solarization", same},
});

} // namespace

std::uint64_t transform_length(const RuleInput& call, std::uint64_t frame)
{
    if (const auto given = config_count(call.config(), "fft_length"))
        return *given;
    std::uint64_t length = 1;
    while (length < frame)
        length *= 2;
    return length;
}

std::span<const NamedRule> preprocessing_rules()
{
    return rules;
}

} // namespace strata::keras
