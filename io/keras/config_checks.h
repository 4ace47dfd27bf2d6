// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/keras/model_config.h"
#include "io/keras/reading.h"

#include <map>

namespace strata::keras {

/// What is checked of a file: `model` is null where there is no readable one; `json` and `training`
/// are the attributes as they are.
struct CheckedConfig {
    const LayerConfig* model = nullptr;
    const Value& json;
    const Value& training;
    bool whole = true; ///< every part of both could be read
};

/// What the configuration would make a loader do: findings, and the verdict on trust.
void check_safety(const Reading& reading, const CheckedConfig& config);

/// What the loader must be given: custom objects with the line that loads the file.
void check_custom_objects(const Reading& reading, const CheckedConfig& config);

/// What loaders of other versions stumble over.
void check_compatibility(const Reading& reading, const CheckedConfig& config);

/// The rows of layers in the Model reading, for findings about them.
class LayerRows {
public:
    explicit LayerRows(const Document& document);

    /// The row of the first layer of that name.
    [[nodiscard]] NodeId of(std::string_view name) const;

private:
    std::map<std::string_view, NodeId> m_by_name;
};

} // namespace strata::keras
