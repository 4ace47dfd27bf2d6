// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/hdf5/file_rows.h"
#include "io/source/byte_source.h"

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
/// that makes no sense becomes a finding. Of `source`, the file, the optimizer's step is read, a
/// few bytes. `builder.document.name` is what the line that loads it names. Of a cancelled job the
/// reading is cut short.
void add_model_reading(DocumentBuilder& builder, const ByteSource& source, const hdf5::Index& index,
                       const hdf5::FileRows& rows, const JobContext& job = {});

} // namespace strata::keras
