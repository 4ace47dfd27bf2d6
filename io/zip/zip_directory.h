// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/zip/issue_log.h"
#include "io/zip/zip_archive.h"

namespace strata::zip {

/// Where the directory was found.
struct DirectoryPlace {
    std::uint64_t begin = 0; ///< of its first record, in the source
    std::uint64_t bytes = 0;
    std::uint64_t base = 0; ///< what to add to the offsets that it holds
};

/// Finds the end record and the directory, and fills members and comment of the archive; members
/// still lack data_offset. Nothing when there is no directory to be found. Fails like
/// read_archive().
Result<std::optional<DirectoryPlace>> read_directory(Archive& archive, IssueLog& log);

} // namespace strata::zip
