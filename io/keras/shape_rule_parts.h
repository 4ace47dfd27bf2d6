// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/shape_rules.h"

#include <span>
#include <string_view>

namespace strata::keras {

/// What a rule is given: one call of one layer.
struct RuleInput {
    const LayerConfig& layer;
    const std::vector<SymbolicShape>& inputs; ///< at least one, none empty
    Generation generation = Generation::Keras3;
    ShapeBudget& budget;

    [[nodiscard]] const SymbolicShape& first() const { return inputs.front(); }
    [[nodiscard]] const Value& config() const { return layer.config; }
    [[nodiscard]] bool channels_first() const
    {
        return config_text(config(), "data_format") == "channels_first";
    }
};

using Rule = OutputShapes (*)(const RuleInput&);
struct NamedRule {
    std::string_view class_name;
    Rule rule;
};

/// Rules by kind of layer; each table is sorted by nothing and searched by name.
[[nodiscard]] std::span<const NamedRule> core_rules(); ///< Dense, Reshape, Flatten, Embedding …
[[nodiscard]] std::span<const NamedRule> merging_rules();   ///< Add, Concatenate, Dot …
[[nodiscard]] std::span<const NamedRule> spatial_rules();   ///< convolution, pooling, padding …
[[nodiscard]] std::span<const NamedRule> recurrent_rules(); ///< LSTM, GRU, Bidirectional …
[[nodiscard]] std::span<const NamedRule> attention_rules(); ///< attention, EinsumDense
[[nodiscard]] std::span<const NamedRule> preprocessing_rules(); ///< categories, pictures, sound

/// Of operations on each number for itself, by their class; null for any other.
[[nodiscard]] Rule operation_rule(std::string_view class_name);

/// Inputs of shapes that broadcast, as Add takes them.
[[nodiscard]] OutputShapes element_wise(const RuleInput& call);

/// Of an STFTSpectrogram with frames of `frame`: the length of its Fourier transform, as it is given
/// or the next power of two.
[[nodiscard]] std::uint64_t transform_length(const RuleInput& call, std::uint64_t frame);

/// One output of one shape.
[[nodiscard]] inline OutputShapes one(SymbolicShape shape)
{
    return std::vector<SymbolicShape>{std::move(shape)};
}

using Size = std::optional<std::uint64_t>;

} // namespace strata::keras
