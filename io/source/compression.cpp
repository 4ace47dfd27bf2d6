// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/compression.h"

#include "io/base/limits.h"
#include "io/source/scratch_file.h"
#include "io/source/stream_decoder.h"

#include <algorithm>
#include <initializer_list>

namespace strata {

namespace {

/// What stays in memory before a scratch file is used.
constexpr std::size_t memory_bytes = std::size_t{16} << 20;

/// Input that is read at once where only the start of the content is wanted.
constexpr std::uint64_t start_input_bytes = std::uint64_t{64} << 10;

/// Deflate makes nothing longer than this many times its packed size (zlib's technical notes).
constexpr std::uint64_t deflate_ratio = 1032;

bool starts_with(std::span<const std::byte> head, std::initializer_list<unsigned char> magic)
{
    return head.size() >= magic.size() &&
           std::equal(magic.begin(), magic.end(), head.begin(),
                      [](unsigned char a, std::byte b) { return std::byte{a} == b; });
}

/// RFC 1950: method 8, a window of at most 32 KiB, and a check that makes it divisible by 31.
bool is_zlib_header(std::span<const std::byte> head)
{
    if (head.size() < 2)
        return false;
    const auto first = std::to_integer<unsigned>(head[0]);
    const auto second = std::to_integer<unsigned>(head[1]);
    return (first & 0x0f) == 8 && (first >> 4) <= 7 && (first * 256 + second) % 31 == 0;
}

/// The .lzma header: properties 5d, a dictionary size, and a length that is plausible or unknown.
bool is_lzma_header(std::span<const std::byte> head)
{
    if (head.size() < 13 || !starts_with(head, {0x5d, 0x00, 0x00}))
        return false;
    const bool unknown_length = std::all_of(head.begin() + 5, head.begin() + 13,
                                            [](std::byte b) { return b == std::byte{0xff}; });
    // Lengths of 2^40 and more are nobody's.
    return unknown_length ||
           (head[10] == std::byte{} && head[11] == std::byte{} && head[12] == std::byte{});
}

/// Collects decoded bytes: in memory first, then in a scratch file, within the limits.
class Collector {
public:
    explicit Collector(std::uint64_t packed_bytes) : m_packed_bytes(packed_bytes) {}

    Result<void> append(std::span<const std::byte> bytes)
    {
        STRATA_TRY(check_limits(m_size + bytes.size()));
        m_size += bytes.size();
        if (!m_file && m_memory.size() + bytes.size() <= memory_bytes) {
            m_memory.insert(m_memory.end(), bytes.begin(), bytes.end());
            return {};
        }
        if (!m_file)
            STRATA_TRY(move_to_file());
        return m_file->append(bytes);
    }

    [[nodiscard]] std::uint64_t size() const { return m_size; }

    [[nodiscard]] SharedSource take() &&
    {
        return m_file ? std::move(*m_file).into_source() : make_memory_source(std::move(m_memory));
    }

private:
    [[nodiscard]] Result<void> check_limits(std::uint64_t size) const
    {
        const std::string_view limit = exceeded_limit(m_packed_bytes, size);
        if (!limit.empty())
            return fail(ErrorCode::LimitExceeded, std::string(limit));
        return {};
    }

    Result<void> move_to_file()
    {
        // What is still packed will need at least its own size.
        STRATA_ASSIGN(auto file, ScratchFile::create(std::max(m_packed_bytes, m_size)));
        STRATA_TRY(file.append(m_memory));
        m_memory = {};
        m_file = std::move(file);
        return {};
    }

    std::uint64_t m_packed_bytes;
    std::uint64_t m_size = 0;
    std::vector<std::byte> m_memory;
    std::optional<ScratchFile> m_file;
};

/// How decoding ended: at which input offset, and whether the stream was whole.
struct DecodeEnd {
    std::uint64_t offset = 0;
    bool whole = false;
};

/// What a decoder is given to work with.
struct BufferSizes {
    std::size_t input = limits::block_bytes;
    std::size_t output = limits::block_bytes;
};

/// At least one byte, at most a block.
std::size_t buffer_size(std::uint64_t wanted)
{
    return static_cast<std::size_t>(
        std::clamp<std::uint64_t>(wanted, 1, std::uint64_t{limits::block_bytes}));
}

/// Drives a decoder over [offset, end) of a source and hands every block to `sink`.
class DecodeLoop {
public:
    DecodeLoop(const ByteSource& in, std::uint64_t offset, std::uint64_t end,
               StreamDecoder& decoder, const BufferSizes& sizes)
        : m_in(in),
          m_offset(offset),
          m_end(end),
          m_decoder(decoder),
          m_input(sizes.input),
          m_output(sizes.output)
    {
    }

    Result<DecodeEnd> run(const JobContext& job, const BlockSink& sink)
    {
        bool between_streams = false;
        for (;;) {
            STRATA_TRY(job.check());
            STRATA_TRY(refill());
            if (between_streams && (m_window.empty() || !m_decoder.restart()))
                return end(true);
            const auto step = m_decoder.decode(m_window, m_output);
            if (!step) // what follows a whole stream and is none itself is trailing data
                return between_streams ? Result<DecodeEnd>(end(true)) : fail(step.error());
            between_streams = false;
            m_window = m_window.subspan(step->consumed);
            if (step->produced != 0) {
                STRATA_ASSIGN(const bool go_on, sink(std::span(m_output).first(step->produced)));
                if (!go_on)
                    return end(true);
            }
            if (step->ended) {
                between_streams = true;
                m_stream_end = m_offset - m_window.size();
            } else if (step->consumed == 0 && step->produced == 0 &&
                       (!m_window.empty() || m_offset == m_end)) {
                return end(false); // no progress, and no further input that could bring any
            }
        }
    }

    /// Behind the last byte that the decoder took.
    [[nodiscard]] std::uint64_t position() const { return m_offset - m_window.size(); }

private:
    [[nodiscard]] DecodeEnd end(bool whole) const
    {
        return {whole && m_stream_end != 0 ? m_stream_end : m_offset - m_window.size(), whole};
    }

    /// Keeps a few bytes ahead, since some decoders need to see a header whole.
    Result<void> refill()
    {
        if (!m_window.empty() || m_offset == m_end)
            return {};
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(m_input.size(), m_end - m_offset));
        STRATA_TRY(m_in.read_at(m_offset, std::span(m_input).first(count)));
        m_window = std::span<const std::byte>(m_input).first(count);
        m_offset += count;
        return {};
    }

    const ByteSource& m_in;
    std::uint64_t m_offset;
    std::uint64_t m_end;
    StreamDecoder& m_decoder;
    std::vector<std::byte> m_input;
    std::vector<std::byte> m_output;
    std::span<const std::byte> m_window;
    std::uint64_t m_stream_end = 0;
};

} // namespace

const char* compression_name(Compression compression)
{
    switch (compression) {
    case Compression::Zlib:
        return "zlib";
    case Compression::Gzip:
        return "gzip";
    case Compression::Bzip2:
        return "bz2";
    case Compression::Lzma:
        return "lzma";
    case Compression::Xz:
        return "xz";
    case Compression::Lz4:
        return "lz4";
    case Compression::Zstd:
        return "zstd";
    }
    return "unknown";
}

std::optional<Compression> detect_compression(std::span<const std::byte> head)
{
    if (starts_with(head, {0x1f, 0x8b, 0x08}))
        return Compression::Gzip;
    if (starts_with(head, {'B', 'Z', 'h'}) && head.size() > 3 && head[3] >= std::byte{'1'} &&
        head[3] <= std::byte{'9'})
        return Compression::Bzip2;
    if (starts_with(head, {0xfd, '7', 'z', 'X', 'Z', 0x00}))
        return Compression::Xz;
    if (starts_with(head, {0x04, 0x22, 0x4d, 0x18}))
        return Compression::Lz4;
    if (starts_with(head, {0x28, 0xb5, 0x2f, 0xfd}))
        return Compression::Zstd;
    if (is_lzma_header(head))
        return Compression::Lzma;
    if (is_zlib_header(head))
        return Compression::Zlib;
    return std::nullopt;
}

std::string_view exceeded_limit(std::uint64_t packed, std::uint64_t unpacked)
{
    if (unpacked > limits::unpacked_bytes)
        return "unpacked_bytes";
    if (unpacked > limits::unpacked_free_bytes && unpacked / limits::unpacked_ratio > packed)
        return "unpacked_ratio";
    if (unpacked > limits::large_unpacked_bytes && unpacked / limits::large_unpacked_ratio > packed)
        return "large_unpacked_ratio";
    return {};
}

Result<Unpacked> unpack(const ByteSource& source, Compression compression, const JobContext& job)
{
    STRATA_ASSIGN(const auto decoder, make_stream_decoder(compression));
    Collector collector(source.size());
    DecodeLoop loop(source, 0, source.size(), *decoder, {.input = buffer_size(source.size())});
    const auto end = loop.run(job, [&](std::span<const std::byte> block) -> Result<bool> {
        STRATA_TRY(collector.append(block));
        job.report(loop.position(), source.size());
        return true;
    });

    Unpacked unpacked;
    if (!end) {
        const ErrorCode code = end.error().code;
        if (code == ErrorCode::Cancelled || code == ErrorCode::NoRoom ||
            code == ErrorCode::ReadFailed || collector.size() == 0)
            return fail(end.error());
        unpacked.damage = end.error();
    } else if (!end->whole) {
        unpacked.damage =
            Error{ErrorCode::Truncated, end->offset, {}, compression_name(compression)};
    } else {
        unpacked.trailing_bytes = source.size() - end->offset;
    }
    unpacked.source = std::move(collector).take();
    return unpacked;
}

Result<std::vector<std::byte>> unpack_start(const ByteSource& source, Compression compression,
                                            std::uint64_t offset, std::uint64_t most_input,
                                            std::size_t count, const JobContext& job)
{
    std::vector<std::byte> start;
    if (offset >= source.size() || count == 0)
        return start;
    STRATA_ASSIGN(const auto decoder, make_stream_decoder(compression));
    const std::uint64_t length = std::min(most_input, source.size() - offset);
    DecodeLoop loop(
        source, offset, offset + length, *decoder,
        {.input = buffer_size(std::min(length, start_input_bytes)), .output = buffer_size(count)});
    const auto end = loop.run(job, [&](std::span<const std::byte> block) -> Result<bool> {
        block = block.first(std::min(block.size(), count - start.size()));
        start.insert(start.end(), block.begin(), block.end());
        return start.size() < count;
    });
    if (!end && (start.empty() || end.error().code == ErrorCode::Cancelled ||
                 end.error().code == ErrorCode::ReadFailed))
        return fail(end.error());
    return start;
}

Result<std::uint64_t> inflate_raw(const ByteSource& in, std::uint64_t offset, std::uint64_t length,
                                  std::uint64_t limit, const JobContext& job, const BlockSink& sink)
{
    if (offset > in.size() || length > in.size() - offset)
        return fail(ErrorCode::Truncated, "deflate", offset);
    STRATA_ASSIGN(const auto decoder, make_deflate_decoder());
    const std::uint64_t most_output =
        length < limits::block_bytes ? (length + 1) * deflate_ratio : limits::block_bytes;
    DecodeLoop loop(
        in, offset, offset + length, *decoder,
        {.input = buffer_size(length), .output = buffer_size(std::min(limit, most_output))});
    std::uint64_t handed_on = 0;
    STRATA_TRY(loop.run(job, [&](std::span<const std::byte> block) -> Result<bool> {
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), limit - handed_on));
        handed_on += count;
        STRATA_ASSIGN(const bool go_on, sink(block.first(count)));
        return go_on && handed_on < limit;
    }));
    return handed_on;
}

} // namespace strata
