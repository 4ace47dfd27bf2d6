// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace strata::zip {

/// Writes an archive of stored members, one after the other, to a file from its start. Every member
/// has zip64 sizes where it needs them; its bytes begin at a multiple of `alignment`, so that they
/// can be mapped. Dates are 1980-01-01, so that the same content gives the same bytes.
class ZipWriter {
public:
    using Sink = std::function<Result<void>(std::span<const std::byte>)>;
    explicit ZipWriter(Sink sink, std::uint64_t alignment = 64)
        : m_sink(std::move(sink)), m_alignment(alignment)
    {
    }

    /// Starts a member of `bytes` bytes with this CRC-32. BadArgument for a name over 65,535 bytes.
    Result<void> begin(const std::string& name, std::uint64_t bytes, std::uint32_t checksum);
    Result<void> write(std::span<const std::byte> bytes);
    /// Writes the directory.
    Result<void> finish();

private:
    struct Member {
        std::string name;
        std::uint64_t offset = 0;
        std::uint64_t bytes = 0;
        std::uint32_t checksum = 0;
    };
    Result<void> put(const std::string& record);
    [[nodiscard]] static std::string central_header(const Member& member);
    [[nodiscard]] std::string end_records(std::uint64_t directory) const;

    Sink m_sink;
    std::uint64_t m_alignment;
    std::uint64_t m_at = 0;
    std::vector<Member> m_members;
};

} // namespace strata::zip
