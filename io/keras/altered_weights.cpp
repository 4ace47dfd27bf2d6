// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keras/altered_weights.h"

#include <algorithm>
#include <array>

namespace strata::keras {

namespace {

bool is_float8_part(std::string_view name)
{
    return name.ends_with("_amax_history");
}

bool is_lora_factor(std::string_view name)
{
    return name.starts_with("lora_") && (name.ends_with("_a") || name.ends_with("_b"));
}

/// What int8, int4, GPTQ and AWQ add to a layer, or put in the place of its kernel.
bool is_fixed_part(std::string_view name)
{
    constexpr auto whole =
        std::to_array<std::string_view>({"g_idx", "awq_scales", "quantized_kernel"});
    return name.ends_with("_scale") || name.ends_with("_zero") ||
           std::find(whole.begin(), whole.end(), name) != whole.end();
}

/// A dtype policy with a way of quantising: {"class_name": …, "config": {"mode": "int8", …}}.
bool has_quantized_policy(const LayerConfig& layer)
{
    const Value* const dtype = config_value(layer.config, "dtype");
    const Value* const config = dtype ? config_value(*dtype, "config") : nullptr;
    return config != nullptr && config_value(*config, "mode") != nullptr;
}

bool has_lora(const LayerConfig& layer)
{
    const Value* const rank = config_value(layer.config, "lora_rank");
    return rank != nullptr && rank->kind() == Value::Kind::Int;
}

} // namespace

AlteredWeights::AlteredWeights(const LayerConfig& layer, std::span<const std::string_view> names)
    : m_float8(std::any_of(names.begin(), names.end(), is_float8_part)),
      m_lora(std::any_of(names.begin(), names.end(), is_lora_factor))
{
    m_any = m_float8 || m_lora || has_quantized_policy(layer) || has_lora(layer) ||
            std::any_of(names.begin(), names.end(), is_fixed_part);
}

bool AlteredWeights::trains(std::string_view name, bool integer) const
{
    if (m_float8)
        return true;
    if (integer || is_fixed_part(name))
        return false;
    return !m_lora || (name != "kernel" && name != "embeddings");
}

} // namespace strata::keras
