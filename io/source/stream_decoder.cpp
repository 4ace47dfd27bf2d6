// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/stream_decoder.h"

#include <algorithm>
#include <limits>

#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

namespace strata {

namespace {

/// zlib and bzip2 count in 32 bits.
unsigned clamp_size(std::size_t size)
{
    return static_cast<unsigned>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
}

/// What an honest xz or lzma file needs at most (level 9 with a large dictionary).
constexpr std::uint64_t lzma_memory_bytes = std::uint64_t{512} << 20;

class ZlibDecoder final : public StreamDecoder {
public:
    /// `window_bits` as inflateInit2() has them: 15 zlib, 31 gzip, −15 raw deflate.
    explicit ZlibDecoder(int window_bits) : m_window_bits(window_bits) {}
    ~ZlibDecoder() override { inflateEnd(&m_stream); }
    ZlibDecoder(const ZlibDecoder&) = delete;
    ZlibDecoder& operator=(const ZlibDecoder&) = delete;

    bool start() { return inflateInit2(&m_stream, m_window_bits) == Z_OK; }

    Result<Step> decode(std::span<const std::byte> in, std::span<std::byte> out) override
    {
        const unsigned in_size = clamp_size(in.size());
        const unsigned out_size = clamp_size(out.size());
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(in.data()));
        m_stream.avail_in = in_size;
        m_stream.next_out = reinterpret_cast<Bytef*>(out.data());
        m_stream.avail_out = out_size;
        const int status = inflate(&m_stream, Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
            return fail(ErrorCode::Malformed, m_stream.msg ? m_stream.msg : "inflate");
        return Step{in_size - m_stream.avail_in, out_size - m_stream.avail_out,
                    status == Z_STREAM_END};
    }

    bool restart() override
    {
        const bool gzip = m_window_bits > 15;
        return gzip && inflateReset(&m_stream) == Z_OK;
    }

private:
    z_stream m_stream = {};
    int m_window_bits;
};

class Bzip2Decoder final : public StreamDecoder {
public:
    Bzip2Decoder() = default;
    ~Bzip2Decoder() override { BZ2_bzDecompressEnd(&m_stream); }
    Bzip2Decoder(const Bzip2Decoder&) = delete;
    Bzip2Decoder& operator=(const Bzip2Decoder&) = delete;

    bool start() { return BZ2_bzDecompressInit(&m_stream, 0, 0) == BZ_OK; }

    Result<Step> decode(std::span<const std::byte> in, std::span<std::byte> out) override
    {
        const unsigned in_size = clamp_size(in.size());
        const unsigned out_size = clamp_size(out.size());
        m_stream.next_in = reinterpret_cast<char*>(const_cast<std::byte*>(in.data()));
        m_stream.avail_in = in_size;
        m_stream.next_out = reinterpret_cast<char*>(out.data());
        m_stream.avail_out = out_size;
        const int status = BZ2_bzDecompress(&m_stream);
        if (status != BZ_OK && status != BZ_STREAM_END)
            return fail(ErrorCode::Malformed, "bzip2 error " + std::to_string(status));
        return Step{in_size - m_stream.avail_in, out_size - m_stream.avail_out,
                    status == BZ_STREAM_END};
    }

    bool restart() override
    {
        BZ2_bzDecompressEnd(&m_stream);
        m_stream = {};
        return start();
    }

private:
    bz_stream m_stream = {};
};

class LzmaDecoder final : public StreamDecoder {
public:
    explicit LzmaDecoder(bool alone) : m_alone(alone) {}
    ~LzmaDecoder() override { lzma_end(&m_stream); }
    LzmaDecoder(const LzmaDecoder&) = delete;
    LzmaDecoder& operator=(const LzmaDecoder&) = delete;

    bool start()
    {
        const lzma_ret status = m_alone ? lzma_alone_decoder(&m_stream, lzma_memory_bytes)
                                        : lzma_stream_decoder(&m_stream, lzma_memory_bytes, 0);
        return status == LZMA_OK;
    }

    Result<Step> decode(std::span<const std::byte> in, std::span<std::byte> out) override
    {
        m_stream.next_in = reinterpret_cast<const std::uint8_t*>(in.data());
        m_stream.avail_in = in.size();
        m_stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
        m_stream.avail_out = out.size();
        const lzma_ret status = lzma_code(&m_stream, LZMA_RUN);
        if (status == LZMA_MEMLIMIT_ERROR)
            return fail(ErrorCode::LimitExceeded, "lzma dictionary");
        if (status != LZMA_OK && status != LZMA_STREAM_END && status != LZMA_BUF_ERROR)
            return fail(ErrorCode::Malformed, "lzma error " + std::to_string(status));
        return Step{in.size() - m_stream.avail_in, out.size() - m_stream.avail_out,
                    status == LZMA_STREAM_END};
    }

    bool restart() override { return !m_alone && start(); }

private:
    lzma_stream m_stream = LZMA_STREAM_INIT;
    bool m_alone;
};

class Lz4Decoder final : public StreamDecoder {
public:
    Lz4Decoder() = default;
    ~Lz4Decoder() override { LZ4F_freeDecompressionContext(m_context); }
    Lz4Decoder(const Lz4Decoder&) = delete;
    Lz4Decoder& operator=(const Lz4Decoder&) = delete;

    bool start()
    {
        return !LZ4F_isError(LZ4F_createDecompressionContext(&m_context, LZ4F_VERSION));
    }

    Result<Step> decode(std::span<const std::byte> in, std::span<std::byte> out) override
    {
        std::size_t in_size = in.size();
        std::size_t out_size = out.size();
        const std::size_t hint =
            LZ4F_decompress(m_context, out.data(), &out_size, in.data(), &in_size, nullptr);
        if (LZ4F_isError(hint))
            return fail(ErrorCode::Malformed, LZ4F_getErrorName(hint));
        return Step{in_size, out_size, hint == 0};
    }

    bool restart() override
    {
        LZ4F_resetDecompressionContext(m_context);
        return true;
    }

private:
    LZ4F_dctx* m_context = nullptr;
};

class ZstdDecoder final : public StreamDecoder {
public:
    ZstdDecoder() = default;
    ~ZstdDecoder() override { ZSTD_freeDCtx(m_context); }
    ZstdDecoder(const ZstdDecoder&) = delete;
    ZstdDecoder& operator=(const ZstdDecoder&) = delete;

    bool start()
    {
        m_context = ZSTD_createDCtx();
        return m_context != nullptr;
    }

    Result<Step> decode(std::span<const std::byte> in, std::span<std::byte> out) override
    {
        ZSTD_inBuffer input{in.data(), in.size(), 0};
        ZSTD_outBuffer output{out.data(), out.size(), 0};
        const std::size_t status = ZSTD_decompressStream(m_context, &output, &input);
        if (ZSTD_isError(status))
            return fail(ErrorCode::Malformed, ZSTD_getErrorName(status));
        return Step{input.pos, output.pos, status == 0};
    }

    bool restart() override { return true; }

private:
    ZSTD_DCtx* m_context = nullptr;
};

template <class Decoder, class... Arguments>
Result<std::unique_ptr<StreamDecoder>> started(Arguments... arguments)
{
    auto decoder = std::make_unique<Decoder>(arguments...);
    if (!decoder->start())
        return fail(ErrorCode::LimitExceeded, "memory for decompression");
    return std::unique_ptr<StreamDecoder>(std::move(decoder));
}

} // namespace

Result<std::unique_ptr<StreamDecoder>> make_stream_decoder(Compression compression)
{
    switch (compression) {
    case Compression::Zlib:
        return started<ZlibDecoder>(15);
    case Compression::Gzip:
        return started<ZlibDecoder>(15 + 16);
    case Compression::Bzip2:
        return started<Bzip2Decoder>();
    case Compression::Lzma:
        return started<LzmaDecoder>(true);
    case Compression::Xz:
        return started<LzmaDecoder>(false);
    case Compression::Lz4:
        return started<Lz4Decoder>();
    case Compression::Zstd:
        return started<ZstdDecoder>();
    }
    return fail(ErrorCode::UnsupportedFeature, "compression");
}

Result<std::unique_ptr<StreamDecoder>> make_deflate_decoder()
{
    return started<ZlibDecoder>(-15);
}

} // namespace strata
