// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/formats/npy_array.h"
#include "io/formats/npy_header.h"
#include "io/pickle/read_pickle.h"

namespace strata {

/// Where a pickle lies that is a part of another file.
struct NestedPickle {
    SharedSource source;
    SourceId source_id = SourceId::file; ///< of `source` in the document
    std::uint64_t offset = 0;            ///< of the pickle in `source`
    /// What to add to an offset in `source` for one in the file; nothing when it is compressed there.
    std::optional<std::uint64_t> file_offset;
    NpyPlace place;
};

/// Reads it as data, nothing is loaded: its findings, with the rows and the fact "member" of `place`,
/// and its verdict become the document's. Fails as read_pickle() does.
Result<pickle::PickleDocument> scan_pickle(DocumentBuilder& builder, const NestedPickle& nested,
                                           const JobContext& job);

/// Fills the tensor of an array of objects from the pickle that its values are (numpy.lib.format,
/// write_array). What cannot be read becomes a finding and MissingStorage; fails only with
/// Cancelled.
Result<void> read_npy_objects(DocumentBuilder& builder, const NestedPickle& nested,
                              const JobContext& job, Tensor& tensor);

} // namespace strata
