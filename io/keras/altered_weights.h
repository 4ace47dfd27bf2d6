// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/model_config.h"

#include <span>
#include <string>
#include <string_view>

namespace strata::keras {

/// The weights of a layer that Keras quantised or gave LoRA factors: neither their number nor their
/// shapes follow from the configuration. Source: keras/src/layers/core/dense.py, variables of
/// quantize() and enable_lora().
class AlteredWeights {
public:
    /// `names` are the last parts of the stored weights' names.
    AlteredWeights(const LayerConfig& layer, std::span<const std::string_view> names);

    /// Whether the layer is altered at all. Parts inside a layer (of an attention) tell it by the
    /// names of their weights alone.
    [[nodiscard]] bool any() const { return m_any; }
    /// Whether Keras trains the weight: float8 trains everything; else what is stored as integers,
    /// and what belongs to it, is fixed, and with LoRA so is the kernel.
    [[nodiscard]] bool trains(std::string_view name, bool integer) const;

private:
    bool m_any = false;
    bool m_float8 = false;
    bool m_lora = false;
};

} // namespace strata::keras
