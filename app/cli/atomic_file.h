// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"

#include <span>
#include <string>

namespace strata::cli {

/// A file that appears under its name whole or not at all: written beside its target, synced and
/// renamed by commit(), removed when it is dropped before. The target of a symbolic link is
/// replaced, not the link, and an existing file's permissions are kept.
class AtomicFile {
public:
    /// NotRegular when something other than a file has the name.
    static Result<AtomicFile> create(const std::string& path);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    Result<void> write(std::span<const std::byte> bytes);
    Result<void> write(std::string_view text);
    Result<void> commit();

private:
    AtomicFile(int descriptor, std::string target, std::string scratch);

    int m_descriptor;
    std::string m_target;
    std::string m_scratch; ///< empty once renamed
};

} // namespace strata::cli
