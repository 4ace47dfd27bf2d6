// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/byte_source.h"

namespace strata {

/// An unlinked temporary file under TMPDIR (or /tmp) that grows by append() and is then read as a
/// source. It leaves nothing behind, however the program ends.
class ScratchFile {
public:
    /// NoRoom when the folder has less than `expected` bytes free; `path` is the folder.
    static Result<ScratchFile> create(std::uint64_t expected);
    ScratchFile(ScratchFile&& other) noexcept;
    ScratchFile& operator=(ScratchFile&& other) noexcept;
    ~ScratchFile();

    Result<void> append(std::span<const std::byte> bytes);
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// Ends writing.
    [[nodiscard]] SharedSource into_source() &&;

private:
    ScratchFile(int descriptor, std::string folder);
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    std::string m_folder;
};

} // namespace strata
