// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/stream_encoder.h"

#include <algorithm>
#include <array>
#include <bzlib.h>
#include <climits>
#include <lz4frame.h>
#include <lzma.h>
#include <utility>
#include <vector>
#include <zlib.h>
#include <zstd.h>

namespace strata {

namespace {

constexpr std::size_t out_bytes = std::size_t{64} << 10;

tl::unexpected<Error> no_memory(const char* library)
{
    return fail(ErrorCode::LimitExceeded, std::string(library) + " memory");
}

/// Room for what a library writes, handed on when it is full.
class OutBuffer {
public:
    explicit OutBuffer(StreamEncoder::Sink sink) : m_sink(std::move(sink)) {}

    [[nodiscard]] char* data() { return reinterpret_cast<char*>(m_room.data()); }
    [[nodiscard]] std::size_t size() const { return m_room.size(); }
    void at_least(std::size_t bytes)
    {
        if (m_room.size() < bytes)
            m_room.resize(bytes);
    }
    Result<void> flush(std::size_t count)
    {
        return count == 0 ? Result<void>() : m_sink(std::span(m_room).first(count));
    }

private:
    StreamEncoder::Sink m_sink;
    std::vector<std::byte> m_room = std::vector<std::byte>(out_bytes);
};

class ZlibEncoder final : public StreamEncoder {
public:
    explicit ZlibEncoder(Sink sink) : m_out(std::move(sink)) {}
    ~ZlibEncoder() override { deflateEnd(&m_stream); }

    Result<void> start(int level, bool gzip)
    {
        constexpr int gzip_bits = 16;
        const int bits = MAX_WBITS + (gzip ? gzip_bits : 0);
        constexpr int memory = 8;
        if (deflateInit2(&m_stream, level, Z_DEFLATED, bits, memory, Z_DEFAULT_STRATEGY) != Z_OK)
            return no_memory("zlib");
        return {};
    }
    Result<void> write(std::span<const std::byte> bytes) override
    {
        while (!bytes.empty()) {
            const std::size_t part = std::min<std::size_t>(bytes.size(), UINT_MAX);
            STRATA_TRY(run(bytes.first(part), Z_NO_FLUSH));
            bytes = bytes.subspan(part);
        }
        return {};
    }
    Result<void> finish() override { return run({}, Z_FINISH); }

private:
    Result<void> run(std::span<const std::byte> bytes, int flush)
    {
        m_stream.next_in =
            const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data())); // NOLINT: zlib's way
        m_stream.avail_in = static_cast<uInt>(bytes.size());
        do {
            m_stream.next_out = reinterpret_cast<Bytef*>(m_out.data());
            m_stream.avail_out = static_cast<uInt>(m_out.size());
            const int state = deflate(&m_stream, flush);
            STRATA_TRY(m_out.flush(m_out.size() - m_stream.avail_out));
            if (state == Z_STREAM_END)
                return {};
            if (state != Z_OK && state != Z_BUF_ERROR)
                return no_memory("zlib");
        } while (m_stream.avail_out == 0 || flush == Z_FINISH);
        return {};
    }

    OutBuffer m_out;
    z_stream m_stream{};
};

class Bzip2Encoder final : public StreamEncoder {
public:
    explicit Bzip2Encoder(Sink sink) : m_out(std::move(sink)) {}
    ~Bzip2Encoder() override { BZ2_bzCompressEnd(&m_stream); }

    Result<void> start(int level)
    {
        return BZ2_bzCompressInit(&m_stream, level, 0, 0) == BZ_OK ? Result<void>()
                                                                   : no_memory("bzip2");
    }
    Result<void> write(std::span<const std::byte> bytes) override
    {
        while (!bytes.empty()) {
            const std::size_t part = std::min<std::size_t>(bytes.size(), UINT_MAX);
            m_stream.next_in = const_cast<char*>( // NOLINT: bzip2's way
                reinterpret_cast<const char*>(bytes.data()));
            m_stream.avail_in = static_cast<unsigned>(part);
            while (m_stream.avail_in > 0)
                STRATA_TRY(run(BZ_RUN).map([](int) {}));
            bytes = bytes.subspan(part);
        }
        return {};
    }
    Result<void> finish() override
    {
        for (;;) {
            STRATA_ASSIGN(const int state, run(BZ_FINISH));
            if (state == BZ_STREAM_END)
                return {};
        }
    }

private:
    Result<int> run(int action)
    {
        m_stream.next_out = m_out.data();
        m_stream.avail_out = static_cast<unsigned>(m_out.size());
        const int state = BZ2_bzCompress(&m_stream, action);
        if (state < 0)
            return no_memory("bzip2");
        STRATA_TRY(m_out.flush(m_out.size() - m_stream.avail_out));
        return state;
    }

    OutBuffer m_out;
    bz_stream m_stream{};
};

class LzmaEncoder final : public StreamEncoder {
public:
    explicit LzmaEncoder(Sink sink) : m_out(std::move(sink)) {}
    ~LzmaEncoder() override { lzma_end(&m_stream); }

    Result<void> start(int level, bool xz)
    {
        const auto preset = static_cast<std::uint32_t>(level);
        lzma_options_lzma options{};
        if (lzma_lzma_preset(&options, preset))
            return no_memory("liblzma");
        const lzma_ret state = xz ? lzma_easy_encoder(&m_stream, preset, LZMA_CHECK_CRC64)
                                  : lzma_alone_encoder(&m_stream, &options);
        return state == LZMA_OK ? Result<void>() : no_memory("liblzma");
    }
    Result<void> write(std::span<const std::byte> bytes) override
    {
        m_stream.next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
        m_stream.avail_in = bytes.size();
        while (m_stream.avail_in > 0)
            STRATA_TRY(run(LZMA_RUN).map([](lzma_ret) {}));
        return {};
    }
    Result<void> finish() override
    {
        for (;;) {
            STRATA_ASSIGN(const lzma_ret state, run(LZMA_FINISH));
            if (state == LZMA_STREAM_END)
                return {};
        }
    }

private:
    Result<lzma_ret> run(lzma_action action)
    {
        m_stream.next_out = reinterpret_cast<std::uint8_t*>(m_out.data());
        m_stream.avail_out = m_out.size();
        const lzma_ret state = lzma_code(&m_stream, action);
        if (state != LZMA_OK && state != LZMA_STREAM_END)
            return no_memory("liblzma");
        STRATA_TRY(m_out.flush(m_out.size() - m_stream.avail_out));
        return state;
    }

    OutBuffer m_out;
    lzma_stream m_stream = LZMA_STREAM_INIT;
};

class Lz4Encoder final : public StreamEncoder {
public:
    explicit Lz4Encoder(Sink sink) : m_out(std::move(sink)) {}
    ~Lz4Encoder() override { LZ4F_freeCompressionContext(m_context); }

    Result<void> start(int level)
    {
        if (LZ4F_isError(LZ4F_createCompressionContext(&m_context, LZ4F_VERSION)))
            return no_memory("lz4");
        m_preferences.compressionLevel = level;
        m_out.at_least(LZ4F_HEADER_SIZE_MAX);
        return flushed(LZ4F_compressBegin(m_context, m_out.data(), m_out.size(), &m_preferences));
    }
    Result<void> write(std::span<const std::byte> bytes) override
    {
        while (!bytes.empty()) {
            const auto part = bytes.first(std::min(bytes.size(), out_bytes));
            m_out.at_least(LZ4F_compressBound(part.size(), &m_preferences));
            STRATA_TRY(flushed(LZ4F_compressUpdate(m_context, m_out.data(), m_out.size(),
                                                   part.data(), part.size(), nullptr)));
            bytes = bytes.subspan(part.size());
        }
        return {};
    }
    Result<void> finish() override
    {
        m_out.at_least(LZ4F_compressBound(0, &m_preferences));
        return flushed(LZ4F_compressEnd(m_context, m_out.data(), m_out.size(), nullptr));
    }

private:
    Result<void> flushed(std::size_t count)
    {
        return LZ4F_isError(count) ? no_memory("lz4") : m_out.flush(count);
    }

    OutBuffer m_out;
    LZ4F_cctx* m_context = nullptr;
    LZ4F_preferences_t m_preferences{};
};

class ZstdEncoder final : public StreamEncoder {
public:
    explicit ZstdEncoder(Sink sink) : m_out(std::move(sink)) {}
    ~ZstdEncoder() override { ZSTD_freeCCtx(m_context); }

    Result<void> start(int level)
    {
        m_context = ZSTD_createCCtx();
        if (m_context == nullptr)
            return no_memory("zstd");
        ZSTD_CCtx_setParameter(m_context, ZSTD_c_compressionLevel, level);
        return {};
    }
    Result<void> write(std::span<const std::byte> bytes) override
    {
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        while (in.pos < in.size)
            STRATA_TRY(run(in, ZSTD_e_continue).map([](std::size_t) {}));
        return {};
    }
    Result<void> finish() override
    {
        ZSTD_inBuffer in{nullptr, 0, 0};
        for (;;) {
            STRATA_ASSIGN(const std::size_t left, run(in, ZSTD_e_end));
            if (left == 0)
                return {};
        }
    }

private:
    Result<std::size_t> run(ZSTD_inBuffer& in, ZSTD_EndDirective directive)
    {
        ZSTD_outBuffer out{m_out.data(), m_out.size(), 0};
        const std::size_t left = ZSTD_compressStream2(m_context, &out, &in, directive);
        if (ZSTD_isError(left))
            return no_memory("zstd");
        STRATA_TRY(m_out.flush(out.pos));
        return left;
    }

    OutBuffer m_out;
    ZSTD_CCtx* m_context = nullptr;
};

template <class Encoder, class... Arguments>
Result<std::unique_ptr<StreamEncoder>> started(StreamEncoder::Sink sink, Arguments... arguments)
{
    auto encoder = std::make_unique<Encoder>(std::move(sink));
    STRATA_TRY(encoder->start(arguments...));
    return std::unique_ptr<StreamEncoder>(std::move(encoder));
}

unsigned byte_at(std::span<const std::byte> head, std::size_t place)
{
    return place < head.size() ? std::to_integer<unsigned>(head[place]) : 0;
}

/// The preset that has a dictionary of this size (xz(1): 256 KiB, 1, 2, 4, 4, 8, 8, 16, 32, 64 MiB).
int preset_of_dictionary(std::uint64_t bytes)
{
    constexpr std::array<std::pair<std::uint64_t, int>, 7> presets = {{
        {std::uint64_t{256} << 10, 0},
        {std::uint64_t{1} << 20, 1},
        {std::uint64_t{2} << 20, 2},
        {std::uint64_t{4} << 20, 3},
        {std::uint64_t{8} << 20, 6},
        {std::uint64_t{16} << 20, 7},
        {std::uint64_t{32} << 20, 8},
    }};
    for (const auto& [size, preset] : presets) {
        if (bytes <= size)
            return preset;
    }
    return 9;
}

int lzma_alone_level(std::span<const std::byte> head)
{
    std::uint64_t dictionary = 0;
    for (std::size_t i = 0; i < 4; ++i)
        dictionary |= std::uint64_t{byte_at(head, 1 + i)} << (8 * i);
    return preset_of_dictionary(dictionary);
}

/// The LZMA2 filter of the first block's header: id 0x21, one byte of properties, the dictionary as
/// 2 or 3 times a power of two (the .xz file format, section 5.3.1).
int xz_level(std::span<const std::byte> head)
{
    constexpr std::size_t first_block = 12;
    for (std::size_t at = first_block + 2; at < first_block + 8; ++at) {
        if (byte_at(head, at) != 0x21 || byte_at(head, at + 1) != 1)
            continue;
        const unsigned bits = byte_at(head, at + 2);
        if (bits < 40)
            return preset_of_dictionary((std::uint64_t{2} | (bits & 1)) << (bits / 2 + 11));
    }
    return default_level(Compression::Xz);
}

} // namespace

Result<std::unique_ptr<StreamEncoder>> StreamEncoder::create(Compression compression, int level,
                                                             Sink sink)
{
    switch (compression) {
    case Compression::Zlib:
    case Compression::Gzip:
        return started<ZlibEncoder>(std::move(sink), std::clamp(level, 0, 9),
                                    compression == Compression::Gzip);
    case Compression::Bzip2:
        return started<Bzip2Encoder>(std::move(sink), std::clamp(level, 1, 9));
    case Compression::Lzma:
    case Compression::Xz:
        return started<LzmaEncoder>(std::move(sink), std::clamp(level, 0, 9),
                                    compression == Compression::Xz);
    case Compression::Lz4:
        return started<Lz4Encoder>(std::move(sink), std::clamp(level, 0, 12));
    case Compression::Zstd:
        break;
    }
    return started<ZstdEncoder>(std::move(sink), std::clamp(level, 1, 22));
}

int default_level(Compression compression)
{
    switch (compression) {
    case Compression::Lz4:
        return 0;
    case Compression::Bzip2:
        return 9;
    case Compression::Lzma:
    case Compression::Xz:
        return 6;
    default:
        return 3;
    }
}

int level_of(std::span<const std::byte> head, Compression compression)
{
    switch (compression) {
    case Compression::Zlib: { // RFC 1950, FLEVEL
        constexpr std::array levels = {1, 3, 6, 9};
        return levels[byte_at(head, 1) >> 6];
    }
    case Compression::Gzip: // RFC 1952, XFL
        return byte_at(head, 8) == 2 ? 9 : byte_at(head, 8) == 4 ? 1 : default_level(compression);
    case Compression::Bzip2:
        return std::clamp(static_cast<int>(byte_at(head, 3)) - '0', 1, 9);
    case Compression::Lzma:
        return lzma_alone_level(head);
    case Compression::Xz:
        return xz_level(head);
    default:
        return default_level(compression);
    }
}

} // namespace strata
