// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/error.h"

#include <string>
#include <vector>

namespace strata::cli {

/// The files under a folder, at any depth, sorted by path. A symbolic link to a file counts as that
/// file, as in caches of downloads; one to a folder is not followed. Pipes, sockets and devices are
/// left out.
struct FolderFiles {
    std::vector<std::string> files;
    /// Folders that could not be listed.
    std::vector<Error> errors;
};
[[nodiscard]] FolderFiles list_folder(const std::string& folder);

[[nodiscard]] bool is_folder(const std::string& path);

} // namespace strata::cli
