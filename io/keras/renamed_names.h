// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace strata::keras {

/// The names that lead to a layer, before and after: "head", "hidden".
struct NameChange {
    std::vector<std::string> from;
    std::vector<std::string> to;
};

/// The name of a weight with its layers' new names in the places where Keras writes them:
/// "sequential/dense/kernel", "dense/kernel:0", of Keras 1 "dense_1_W". `model` is the model's name.
[[nodiscard]] std::string renamed_weight(std::string_view name, std::string_view model,
                                         const NameChange& change);

/// A weight by which variables of an optimizer are named.
struct VariableNames {
    std::string from; ///< as its layer's list had it: "dense/kernel:0"
    std::string to;
    std::string path;  ///< in the Model reading, below the layers: "head/hidden/kernel"
    std::string model; ///< the model's name
    NameChange change;
};

/// The name of a variable of an optimizer with the weight's new name in the place of the old one:
/// "Adam/m/dense/kernel:0", "Adam/dense/kernel/m:0", "adam/sequential_dense_kernel_momentum". As it
/// is where it does not hold it.
[[nodiscard]] std::string renamed_variable(std::string_view name, const VariableNames& weight);

} // namespace strata::keras
