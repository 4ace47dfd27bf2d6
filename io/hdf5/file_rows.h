// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/hdf5/index.h"
#include "io/model/document_builder.h"
#include "io/source/byte_source.h"

#include <vector>

namespace strata::hdf5 {

/// What add_file_rows() made of each of Index::objects.
struct FileRows {
    std::vector<NodeId> nodes; ///< its row in the File reading, under its first name
    /// None for what is no dataset, and for a dataset whose shape is not known.
    std::vector<TensorId> tensors;
};

/// Adds the File reading of an HDF5 file: rows of groups, datasets, attributes and links, a tensor
/// for each dataset, and the findings of what lies outside the file or cannot be read. `sources[0]`
/// is the file; a dataset that only the worker can decode gets a source of its own.
FileRows add_file_rows(DocumentBuilder& builder, SourceSet& sources, const Index& index);

} // namespace strata::hdf5
