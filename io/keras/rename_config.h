// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strata::keras {

/// A layer of a configuration and the name that it gets.
struct ConfigRename {
    std::vector<std::string> names; ///< that lead to it from the model: "head", "hidden"
    std::string to;
};

/// The JSON of `model_config` with layers renamed, all at once: their own names, and every place of
/// the model around them that names them (`inbound_nodes`, `input_layers`, `output_layers`, as Keras
/// 1 and 2 write them and as Keras 3 does); all else byte for byte as it was. NoSuchItem when the
/// JSON has no such layer, BadArgument when two have the name.
Result<std::string> rename_layers(std::string_view json, const std::vector<ConfigRename>& renames);

/// Names that an output had and has.
using OutputNames = std::vector<std::pair<std::string, std::string>>;

/// How Keras calls the outputs of a model before and after its layers are renamed, where that
/// differs: by the layer, which is counted where it gives several ("dense", "dense_1"). `json` is
/// the `model_config` as it was; nothing where the outputs have names of their own.
[[nodiscard]] OutputNames renamed_outputs(std::string_view json,
                                          const std::vector<ConfigRename>& renames);

/// The JSON of `training_config` with what stands by output (`loss`, `metrics` …) under the new
/// names.
[[nodiscard]] std::string rename_outputs(std::string_view json, const OutputNames& outputs);

} // namespace strata::keras
