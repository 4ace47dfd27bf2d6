// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/base/limits.h"
#include "io/keras/model_config.h"
#include "io/model/document.h"

#include <optional>
#include <vector>

namespace strata::keras {

/// Keras 2 and 3 differ in a few rules.
enum class Generation : std::uint8_t { Keras1, Keras2, Keras3 };

/// What a layer gives out: a shape for each output. Nothing when it cannot be told (a custom
/// layer, a Lambda, an input that is not known).
using OutputShapes = std::optional<std::vector<SymbolicShape>>;

/// What following shapes through models inside models may still cost, for all of one file: a chain
/// of models that call each other twice would double at each step, inside wrappers as well.
class ShapeBudget {
public:
    ShapeBudget() = default;
    explicit ShapeBudget(const JobContext& job) : m_job(job) {}

    /// Whether a model may be followed; takes from what is left what that costs.
    [[nodiscard]] bool take(const LayerConfig& model);

private:
    JobContext m_job;
    std::uint64_t m_left = limits::keras_followed_sources;
};

/// The output of one call of a layer on inputs of these shapes, by the layer's own rule.
OutputShapes output_shapes(const LayerConfig& layer, const std::vector<SymbolicShape>& inputs,
                           Generation generation, ShapeBudget& budget);

/// "(3, 4)", as Python prints a tuple, with None for what is unknown.
[[nodiscard]] std::string shape_text(const SymbolicShape& shape);
[[nodiscard]] std::string shape_text(const Shape& shape);

/// Shape of an InputLayer, or the batch_input_shape that an early layer carries.
[[nodiscard]] std::optional<SymbolicShape> declared_input(const LayerConfig& layer);

} // namespace strata::keras
