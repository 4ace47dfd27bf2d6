// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/byte_source.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strata {

/// A file that appears under its name whole or not at all: written beside its target as a scratch
/// file, synced and renamed by commit(), removed when it is dropped before. The target of a symbolic
/// link is replaced, not the link (a link that leads nowhere is). What an existing file has is kept: permissions, extended
/// attributes, and its owner where the system lets us.
class AtomicFile {
public:
    /// NotRegular or IsDirectory when something other than a file has the name; ReadOnly for a file
    /// that nobody may write; PermissionDenied, NoFolder, NoRoomToWrite, ReadFailed as the system says.
    static Result<AtomicFile> create(const std::string& path);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    Result<void> write(std::span<const std::byte> bytes);
    Result<void> write(std::string_view text);
    /// Appends `length` bytes of a source from `offset` on, in blocks. Cancelled.
    Result<void> copy(const ByteSource& source, std::uint64_t offset, std::uint64_t length,
                      const JobContext& job);
    /// Makes the scratch file a copy of a whole file source, by the file system's own means where it
    /// has some; for those who change the copy in place.
    Result<void> clone(const ByteSource& source, const JobContext& job);
    [[nodiscard]] std::uint64_t size() const { return m_size; } ///< bytes appended so far
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// Where the bytes lie until commit().
    [[nodiscard]] const std::string& scratch() const { return m_scratch; }
    /// The file that is replaced: `path` of create() with symbolic links followed.
    [[nodiscard]] const std::string& target() const { return m_target; }
    /// Names that the target has beside the one that is replaced: they keep the old content.
    [[nodiscard]] std::uint64_t other_names() const { return m_other_names; }
    /// Syncs the file, gives it its name and syncs the folder. Until the rename nothing of the old
    /// file is touched.
    Result<void> commit();

private:
    AtomicFile(int descriptor, std::string target, std::string scratch);

    int m_descriptor;
    std::uint64_t m_size = 0;
    std::uint64_t m_other_names = 0;
    std::string m_target;
    std::string m_scratch; ///< empty once renamed
};

/// Scratch files beside `path` that a killed program left: their names, in order. One that a living
/// program holds is not among them.
[[nodiscard]] std::vector<std::string> abandoned_scratch_files(const std::string& path);

} // namespace strata
