// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace strata {

/// Where a source lies in an open file, for handing to another process.
struct FileRange {
    int descriptor = -1; ///< stays the source's own
    std::uint64_t base = 0;
};

/// A run of bytes of known size that can be read anywhere, from several threads at once.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    /// In bytes, fixed when the source was opened.
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// Fills `out` from `offset` on. Truncated when the range leaves the source or the file has
    /// become shorter; ReadFailed when the system refuses.
    virtual Result<void> read_at(std::uint64_t offset, std::span<std::byte> out) const = 0;
    /// Nothing for sources in memory.
    [[nodiscard]] virtual std::optional<FileRange> file_range() const { return std::nullopt; }
    /// The same, as many as there are: the number of bytes read, up to out.size().
    Result<std::size_t> read_some(std::uint64_t offset, std::span<std::byte> out) const;
    /// A copy of [offset, offset + length), whose length is checked before memory is taken.
    Result<std::vector<std::byte>> read_copy(std::uint64_t offset, std::uint64_t length) const;

protected:
    explicit ByteSource(std::uint64_t size) : m_size(size) {}

private:
    std::uint64_t m_size;
};

using SharedSource = std::shared_ptr<const ByteSource>;

/// A regular file, read by position (no memory map: a truncated file must not kill us). Refuses
/// folders, pipes, devices and empty files. `path` is UTF-8.
Result<SharedSource> open_file_source(const std::string& path);
SharedSource make_memory_source(std::vector<std::byte> bytes);
/// A part of another source; the range is checked.
Result<SharedSource> make_slice_source(SharedSource source, std::uint64_t offset,
                                       std::uint64_t length);

/// The sources of an open document, by SourceId. [0] is the file.
using SourceSet = std::vector<SharedSource>;

} // namespace strata
