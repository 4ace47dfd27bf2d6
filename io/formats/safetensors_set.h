// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"
#include "io/formats/safetensors_index.h"

namespace strata {

/// Opens the files that an index names, in its folder, as one document: the Model reading has the
/// tensors by their dotted names, the File reading file by file. A file or a tensor that is missing,
/// and what contradicts the index, are findings by the rules in io/formats/rules.h. Cancelled.
Result<OpenDocument> open_safetensors_set(const OpenRequest& request, SafetensorsIndex index,
                                          const JobContext& job);

} // namespace strata
