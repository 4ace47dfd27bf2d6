// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/format.h"
#include "io/zip/zip_archive.h"

namespace strata {

/// The place of the object's pickle among the members: that in the folder of the first member, which
/// torch takes for the archive's name, else the first of all.
[[nodiscard]] std::optional<std::size_t> find_torch_object(const zip::Archive& archive);

/// Opens the zip archive that torch.save and torch.jit.save write (caffe2/serialize/inline_container):
/// PREFIX/data.pkl, PREFIX/data/KEY for each storage, PREFIX/byteorder, PREFIX/version.
Result<OpenDocument> open_torch_archive(const OpenRequest& request, const JobContext& job);

} // namespace strata
