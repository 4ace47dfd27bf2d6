// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/file_rows.h"

namespace strata::keras {

/// What Keras means by an HDF5 file in its legacy layout.
enum class H5Content : std::uint8_t {
    None,    ///< not Keras' own
    Model,   ///< the root has `model_config`
    Weights, ///< the root has `layer_names`
};
[[nodiscard]] H5Content content_of(const hdf5::Index& index);

/// Adds the Model reading: layers with their weights, shapes and counts, inputs and outputs,
/// training configuration, optimizer, versions, custom objects, metadata, findings, verdict. A part
/// that makes no sense becomes a finding.
void add_model_reading(DocumentBuilder& builder, const hdf5::Index& index,
                       const hdf5::FileRows& rows);

} // namespace strata::keras
