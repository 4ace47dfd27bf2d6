// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace strata {

/// What tells one state of a file on disk from another, and one file from another.
struct FileStamp {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t bytes = 0;
    std::int64_t changed_ns = 0; ///< the time of its last change
    bool exists = false;

    bool operator==(const FileStamp& other) const = default;
    /// Whether both are the same file, whatever path leads to it.
    [[nodiscard]] bool isSameFile(const FileStamp& other) const
    {
        return exists && other.exists && device == other.device && inode == other.inode;
    }
};

[[nodiscard]] FileStamp stamp_of(const std::string& path);

} // namespace strata
