// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/save/export.h"
#include "io/source/atomic_file.h"

namespace strata::exports {

/// A file of text that appears whole or not at all, and only when what lies on the disk is what was
/// written: commit() reads the scratch file back and compares checksums before it gets its name.
class CheckedFile {
public:
    /// As AtomicFile::create().
    static Result<CheckedFile> create(const std::string& path);

    Result<void> write(std::string_view text);
    /// ReadFailed when what is there is not what was written; Cancelled; as AtomicFile::commit().
    Result<ExportReport> commit(const JobContext& job);

private:
    CheckedFile(AtomicFile file, std::string path);

    AtomicFile m_file;
    std::string m_path;
    unsigned long m_checksum;
};

} // namespace strata::exports
