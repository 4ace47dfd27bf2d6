// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"

#include <string>
#include <vector>

namespace strata {

/// The files under a folder, at any depth, sorted by path. A symbolic link to a file counts as that
/// file, as in caches of downloads; one to a folder is not followed. Pipes, sockets and devices are
/// left out. A job that is told to stop leaves the rest out.
struct FolderFiles {
    std::vector<std::string> files;
    /// Folders that could not be listed.
    std::vector<Error> errors;
};
[[nodiscard]] FolderFiles list_folder(const std::string& folder, const JobContext& job = {});

[[nodiscard]] bool is_folder(const std::string& path);

} // namespace strata
