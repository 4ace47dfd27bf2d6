// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/limits.h"
#include "io/keras/shape_rule_parts.h"
#include "io/keras/weight_rules.h"

namespace strata::keras {

using WeightRule = WeightSpecs (*)(const RuleInput&);
struct NamedWeightRule {
    std::string_view class_name;
    WeightRule rule;
};

[[nodiscard]] std::span<const NamedWeightRule> dense_weight_rules(); ///< Dense, norms, Embedding …
[[nodiscard]] std::span<const NamedWeightRule> spatial_weight_rules(); ///< convolutions
[[nodiscard]] std::span<const NamedWeightRule>
sequence_weight_rules(); ///< RNN, attention, wrappers

/// A sum of weights in the making: once a size is not known, so is the whole.
class Specs {
public:
    /// A weight of sizes that may be unknown.
    Specs& add(std::string_view name, std::initializer_list<Size> sizes, bool trainable = true)
    {
        return add(name, std::vector<Size>(sizes), trainable);
    }
    Specs& add(std::string_view name, const std::vector<Size>& sizes, bool trainable = true)
    {
        WeightSpec spec{std::string(name), {}, trainable};
        for (const Size& size : sizes) {
            m_known = m_known && size.has_value();
            spec.shape.push_back(size.value_or(0));
        }
        m_specs.push_back(std::move(spec));
        return *this;
    }
    Specs& add_if(bool wanted, std::string_view name, std::initializer_list<Size> sizes,
                  bool trainable = true)
    {
        return wanted ? add(name, sizes, trainable) : *this;
    }
    /// The weights of a part, under its name.
    Specs& add_part(std::string_view part, const WeightSpecs& specs)
    {
        m_known = m_known && specs.has_value();
        for (const WeightSpec& spec : specs.value_or(std::vector<WeightSpec>()))
            m_specs.push_back({std::string(part) + "/" + spec.name, spec.shape, spec.trainable});
        return *this;
    }
    [[nodiscard]] WeightSpecs take() const { return m_known ? WeightSpecs(m_specs) : std::nullopt; }

private:
    std::vector<WeightSpec> m_specs;
    bool m_known = true;
};

[[nodiscard]] inline bool has_bias(const RuleInput& call)
{
    return config_flag(call.config(), "use_bias", true);
}

[[nodiscard]] inline Size times(const Size& a, const Size& b)
{
    return a && b && *a <= limits::keras_size && *b <= limits::keras_size ? Size(*a * *b)
                                                                          : std::nullopt;
}

/// The layer that a wrapper holds under `key`.
[[nodiscard]] std::optional<LayerConfig> wrapped_layer(const RuleInput& call,
                                                       std::string_view key = "layer");

[[nodiscard]] inline bool wraps(const LayerConfig& layer)
{
    return layer.is_model || config_value(layer.config, "layer") != nullptr;
}

} // namespace strata::keras
