// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/byte_source.h"

namespace strata {

/// A source over a descriptor that it owns and closes.
class FileSource final : public ByteSource {
public:
    FileSource(int descriptor, std::uint64_t size) : ByteSource(size), m_descriptor(descriptor) {}
    ~FileSource() override;

    Result<void> read_at(std::uint64_t offset, std::span<std::byte> out) const override;
    [[nodiscard]] std::optional<FileRange> file_range() const override
    {
        return FileRange{m_descriptor, 0};
    }

private:
    int m_descriptor;
};

} // namespace strata
