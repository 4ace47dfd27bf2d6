// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/export/checked_file.h"

#include "io/source/byte_source.h"

#include <algorithm>
#include <vector>
#include <zlib.h>

namespace strata::exports {

namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20;

unsigned long extended(unsigned long checksum, const void* bytes, std::size_t count)
{
    return crc32_z(checksum, static_cast<const Bytef*>(bytes), count);
}

} // namespace

CheckedFile::CheckedFile(AtomicFile file, std::string path)
    : m_file(std::move(file)), m_path(std::move(path)), m_checksum(crc32_z(0, nullptr, 0))
{
}

Result<CheckedFile> CheckedFile::create(const std::string& path)
{
    STRATA_ASSIGN(AtomicFile file, AtomicFile::create(path));
    return CheckedFile(std::move(file), path);
}

Result<void> CheckedFile::write(std::string_view text)
{
    m_checksum = extended(m_checksum, text.data(), text.size());
    return m_file.write(text);
}

Result<ExportReport> CheckedFile::commit(const JobContext& job)
{
    const std::uint64_t bytes = m_file.size();
    unsigned long checksum = crc32_z(0, nullptr, 0);
    if (bytes != 0) {
        STRATA_ASSIGN(const SharedSource written, open_file_source(m_file.scratch()));
        std::vector<std::byte> block(block_bytes);
        for (std::uint64_t at = 0; at < bytes;) {
            STRATA_TRY(job.check());
            const auto count =
                static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), bytes - at));
            STRATA_TRY(written->read_at(at, std::span(block).first(count)));
            checksum = extended(checksum, block.data(), count);
            at += count;
        }
    }
    if (checksum != m_checksum)
        return fail(ErrorCode::ReadFailed, "what was written reads back otherwise", {}, m_path);
    STRATA_TRY(job.check());
    STRATA_TRY(m_file.commit());
    return ExportReport{m_path, bytes};
}

} // namespace strata::exports
