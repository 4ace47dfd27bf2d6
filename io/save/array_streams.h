// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"
#include "io/model/tensor.h"
#include "io/source/byte_source.h"

#include <string_view>

/// What writers of arrays share.
namespace strata {

/// LimitExceeded when they do not fit 64 bits.
Result<std::uint64_t> bytes_of(const Tensor& tensor);

/// Says how far the whole is while arrays are written one after the other.
class WritingProgress {
public:
    WritingProgress(const JobContext& job, std::uint64_t total) : m_job(job), m_total(total) {}
    void add(std::uint64_t bytes)
    {
        m_done += bytes;
        m_job.report(m_done, m_total);
    }

private:
    const JobContext& m_job;
    std::uint64_t m_total;
    std::uint64_t m_done = 0;
};

/// What an archive has around one stored member: its header, room to align its bytes, and its entry
/// in the directory. The name stands there twice.
inline constexpr std::uint64_t zip_member_frame = 30 + 20 + 32 + 46 + 28;
inline constexpr std::uint64_t zip_end_frame = 56 + 20 + 22;

/// CRC-32 of a text.
[[nodiscard]] std::uint32_t checksum_of(std::string_view text);
/// CRC-32 of a header and a tensor's items in C order. A zip archive has it before the first of the
/// bytes, so whoever writes one reads the items twice.
Result<std::uint32_t> checksum_of(std::string_view header, const Tensor& tensor,
                                  const SourceSet& sources, const JobContext& job);

} // namespace strata
