// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/zip/zip_member.h"

#include "io/base/limits.h"
#include "io/source/compression.h"
#include "io/source/scratch_file.h"
#include "io/source/stream_decoder.h"

#include <algorithm>

#include <zlib.h>

namespace strata::zip {

namespace {

/// What is unpacked into memory; more goes to a scratch file.
constexpr std::uint64_t memory_bytes = std::uint64_t{16} << 20;

/// What the code tables of a deflated block take, and more.
constexpr std::uint64_t deflate_overhead = 1024;

/// CRC-32 of a content that comes in blocks.
class Checksum {
public:
    void add(std::span<const std::byte> block)
    {
        m_value =
            crc32_z(m_value, reinterpret_cast<const unsigned char*>(block.data()), block.size());
        m_bytes += block.size();
    }

    /// What contradicts the archive, if anything.
    [[nodiscard]] std::optional<Error> check(const Member& member) const
    {
        if (m_bytes < member.size)
            return Error{ErrorCode::Truncated, member.data_offset, member.name, "size"};
        if (m_value != member.checksum)
            return Error{ErrorCode::Malformed, member.data_offset, member.name, "checksum"};
        return std::nullopt;
    }

private:
    uLong m_value = crc32_z(0, nullptr, 0);
    std::uint64_t m_bytes = 0;
};

Result<void> expect_readable(const Member& member)
{
    if (!member.readable())
        return fail(ErrorCode::UnsupportedFeature, member.problem, member.header_offset,
                    member.name);
    return {};
}

/// Whether an error is the content's own; others are the disk's, or the person's.
bool is_damage(const Error& error)
{
    return error.code == ErrorCode::Malformed || error.code == ErrorCode::Truncated;
}

Result<MemberContent> open_stored(const Archive& archive, const Member& member,
                                  const JobContext& job)
{
    MemberContent content;
    STRATA_ASSIGN(content.source,
                  make_slice_source(archive.source, member.data_offset, member.stored_bytes));
    Checksum checksum;
    std::vector<std::byte> block(
        static_cast<std::size_t>(std::min<std::uint64_t>(member.size, limits::block_bytes)));
    for (std::uint64_t offset = 0; offset < member.size; offset += block.size()) {
        STRATA_TRY(job.check());
        STRATA_ASSIGN(const std::size_t count, content.source->read_some(offset, block));
        checksum.add(std::span(block).first(count));
    }
    content.damage = checksum.check(member);
    return content;
}

/// The first `count` bytes that come out of the first `stored` bytes of a deflated member; fewer when
/// these break off. In buffers of just that size: an archive may have many members.
Result<std::vector<std::byte>> inflate_start(const Archive& archive, const Member& member,
                                             std::uint64_t stored, std::uint64_t count)
{
    STRATA_ASSIGN(const auto input, archive.source->read_copy(member.data_offset, stored));
    STRATA_ASSIGN(const auto decoder, make_deflate_decoder());
    std::vector<std::byte> start(static_cast<std::size_t>(count));
    std::size_t consumed = 0;
    std::size_t produced = 0;
    while (produced < start.size()) {
        const auto step =
            decoder->decode(std::span(input).subspan(consumed), std::span(start).subspan(produced));
        if (!step && produced == 0)
            return fail(step.error());
        if (!step || (step->consumed == 0 && step->produced == 0))
            break;
        consumed += step->consumed;
        produced += step->produced;
        if (step->ended)
            break;
    }
    start.resize(produced);
    return start;
}

/// The same, through as much of the input as it takes.
Result<std::vector<std::byte>> inflate_far(const Archive& archive, const Member& member,
                                           std::uint64_t stored, std::uint64_t count,
                                           const JobContext& job)
{
    std::vector<std::byte> start;
    const auto sink = [&](std::span<const std::byte> block) -> Result<bool> {
        start.insert(start.end(), block.begin(), block.end());
        return true;
    };
    const auto read = inflate_raw(*archive.source, member.data_offset, stored, count, job, sink);
    if (!read && (start.empty() || !is_damage(read.error())))
        return fail(read.error());
    return start;
}

/// Where unpacked bytes go.
class Unpacker {
public:
    static Result<Unpacker> create(std::uint64_t size)
    {
        Unpacker unpacker;
        if (size > memory_bytes) {
            STRATA_ASSIGN(auto file, ScratchFile::create(size));
            unpacker.m_file = std::move(file);
        }
        return unpacker;
    }

    Result<void> append(std::span<const std::byte> block)
    {
        checksum.add(block);
        if (m_file)
            return m_file->append(block);
        m_memory.insert(m_memory.end(), block.begin(), block.end());
        return {};
    }

    [[nodiscard]] SharedSource take() &&
    {
        return m_file ? std::move(*m_file).into_source() : make_memory_source(std::move(m_memory));
    }

    Checksum checksum;

private:
    std::optional<ScratchFile> m_file;
    std::vector<std::byte> m_memory;
};

Result<MemberContent> open_deflated(const Archive& archive, const Member& member,
                                    const JobContext& job)
{
    if (member.size > limits::unpacked_bytes)
        return fail(ErrorCode::LimitExceeded, "unpacked_bytes", member.data_offset, member.name);
    STRATA_ASSIGN(auto unpacker, Unpacker::create(member.size));
    const auto sink = [&](std::span<const std::byte> block) -> Result<bool> {
        STRATA_TRY(unpacker.append(block));
        return true;
    };
    const auto read = inflate_raw(*archive.source, member.data_offset, member.stored_bytes,
                                  member.size, job, sink);
    MemberContent content;
    if (!read && !is_damage(read.error()))
        return fail(read.error());
    content.damage = read ? unpacker.checksum.check(member) : std::optional(read.error());
    content.source = std::move(unpacker).take();
    return content;
}

} // namespace

Result<std::vector<std::byte>> read_start(const Archive& archive, const Member& member,
                                          std::uint64_t count, const JobContext& job)
{
    std::uint64_t stored = member.stored_bytes;
    if (member.problem == "truncated" && member.data_offset < archive.source->size())
        stored = archive.source->size() - member.data_offset;
    else
        STRATA_TRY(expect_readable(member));
    count = std::min(count, member.size);
    if (member.method == method_stored)
        return archive.source->read_copy(member.data_offset, std::min(count, stored));
    // Deflate makes nothing much longer than it was, so a part of the input is enough; only a writer
    // with something to hide fills it with blocks of nothing.
    const std::uint64_t enough = std::min(stored, count + count / 8 + deflate_overhead);
    auto start = inflate_start(archive, member, enough, count);
    if (start && start->size() < count && enough < stored)
        return inflate_far(archive, member, stored, count, job);
    return start;
}

Result<MemberContent> open_member(const Archive& archive, const Member& member,
                                  const JobContext& job)
{
    STRATA_TRY(expect_readable(member));
    return member.deflated() ? open_deflated(archive, member, job)
                             : open_stored(archive, member, job);
}

} // namespace strata::zip
