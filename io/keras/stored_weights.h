// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/file_rows.h"
#include "io/keras/h5_view.h"

#include <string>
#include <vector>

namespace strata::keras {

/// A dataset that a list of weight names leads to.
struct StoredWeight {
    std::string name;       ///< as the list has it: "dense/kernel:0"
    std::size_t object = 0; ///< into Index::objects
    TensorId tensor = TensorId::none;
    Shape shape;
};

/// The group of one layer, or that of the optimizer.
struct StoredGroup {
    std::string name;
    std::size_t object = 0;
    bool listed = true;                ///< it has `weight_names`
    std::vector<StoredWeight> weights; ///< in the order of `weight_names`
    std::vector<std::string> missing;  ///< listed names that lead to no dataset
    std::vector<std::string> repeated; ///< names that are listed again
};

/// The layers' groups below `/model_weights`, or below the root of a file of weights alone.
struct StoredWeights {
    std::size_t object = 0;
    std::vector<StoredGroup> groups;   ///< in the order of `layer_names`
    std::vector<std::string> missing;  ///< listed layers without a group
    std::vector<std::string> repeated; ///< listed layers whose group was read before
    StoredGroup top_level;             ///< of a model's own weights; empty when there are none
};

[[nodiscard]] StoredGroup read_group(const H5View& view, const hdf5::FileRows& rows,
                                     std::size_t object, std::string name);
[[nodiscard]] StoredWeights read_weights(const H5View& view, const hdf5::FileRows& rows,
                                         std::size_t object);

/// "dense/kernel" of "dense/kernel:0".
[[nodiscard]] std::string_view without_output(std::string_view weight_name);

/// A name for each weight of a layer, in their order, short and different from each other: the last
/// part of each, or with what tells them apart before it ("forward_gru/kernel").
[[nodiscard]] std::vector<std::string> short_names(const std::vector<StoredWeight>& weights,
                                                   std::string_view layer);

} // namespace strata::keras
