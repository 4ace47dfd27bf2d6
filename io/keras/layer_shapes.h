// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/shape_rules.h"

#include <vector>

namespace strata::keras {

/// What is known of one layer's calls. Parallel to LayerConfig, `layers` too.
struct SolvedLayer {
    std::vector<OutputShapes> calls;
    /// Shapes given to the first call that is known; what the layer's weights are made for.
    std::optional<std::vector<SymbolicShape>> inputs;
    std::vector<SolvedLayer> layers;
    /// Of a model that Keras 2 built for inputs of its own: what it gives out for those.
    OutputShapes own;

    /// As summary() has it: the last call's of Keras 3; of Keras 2 a model's own, a layer's only
    /// where all calls agree.
    [[nodiscard]] OutputShapes output(Generation generation) const;
};

struct SolvedModel {
    std::vector<SolvedLayer> layers;
    OutputShapes outputs;
};

/// Follows shapes through a model, from its inputs (or those that it is given) to its outputs.
/// What no rule tells stays unknown, and so does what lies in a cycle or past the budget.
SolvedModel solve_shapes(const LayerConfig& model, Generation generation, ShapeBudget& budget,
                         const std::vector<SymbolicShape>* given = nullptr);

} // namespace strata::keras
