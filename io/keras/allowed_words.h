// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace strata::keras {

/// What load_model() of one generation takes for a setting of a layer or an optimizer, as far as it
/// looks at it: one of some words, or numbers of a range. Asked of real Keras with a number of
/// values; nothing is said of what lies between one that is taken and one that is refused.
struct AllowedValues {
    int generation = 0;       ///< 2 or 3
    std::string_view setting; ///< "padding"; "loss", "optimizer" for what is compiled
    std::string_view
        classes;            ///< of layers or optimizers: "Conv1D Conv2D"; none for what is compiled
    std::string_view words; ///< "same valid"; empty: numbers
    double least = 0;       ///< taken
    double most = 0;        ///< taken
    double too_small = 0;   ///< refused, as is all below
    double too_large = 0;   ///< refused, as is all above
    bool takes_nan = true;
    bool same_length = false; ///< of a list, whose items are the numbers
};

[[nodiscard]] std::span<const AllowedValues> allowed_values();
/// "3.15.1": the Keras of a generation that was asked.
[[nodiscard]] std::string_view asked_version(int generation);
/// What a training configuration must have: "loss_weights optimizer_config".
[[nodiscard]] std::string_view required_training(int generation);

} // namespace strata::keras
