// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/chunk_filters.h"

#include <cstring>
#include <memory>

#include <emmintrin.h>
#include <libdeflate.h>

namespace strata {

namespace {

struct FreeDecompressor {
    void operator()(libdeflate_decompressor* decompressor) const
    {
        libdeflate_free_decompressor(decompressor);
    }
};

/// Each thread keeps one: making it costs more than a small chunk.
libdeflate_decompressor* thread_decompressor()
{
    thread_local const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> held(
        libdeflate_alloc_decompressor());
    return held.get();
}

Result<void> undo_deflate(std::span<const std::byte> in, std::span<std::byte> out)
{
    auto* const decompressor = thread_decompressor();
    if (!decompressor)
        return fail(ErrorCode::LimitExceeded, "memory");
    const libdeflate_result status = libdeflate_zlib_decompress(decompressor, in.data(), in.size(),
                                                                out.data(), out.size(), nullptr);
    if (status != LIBDEFLATE_SUCCESS)
        return fail(ErrorCode::Malformed, "deflate");
    return {};
}

/// Four bytes of sixteen items at a time: three rounds of interleaving put them together.
void unshuffle4(const std::byte* in, std::size_t items, std::byte* out)
{
    std::size_t i = 0;
    for (; i + 16 <= items; i += 16) {
        const auto load = [&](std::size_t byte) {
            return _mm_loadu_si128(reinterpret_cast<const __m128i*>(in + byte * items + i));
        };
        const __m128i b0 = load(0);
        const __m128i b1 = load(1);
        const __m128i b2 = load(2);
        const __m128i b3 = load(3);
        const __m128i low01 = _mm_unpacklo_epi8(b0, b1);
        const __m128i high01 = _mm_unpackhi_epi8(b0, b1);
        const __m128i low23 = _mm_unpacklo_epi8(b2, b3);
        const __m128i high23 = _mm_unpackhi_epi8(b2, b3);
        auto* const to = reinterpret_cast<__m128i*>(out + i * 4);
        _mm_storeu_si128(to, _mm_unpacklo_epi16(low01, low23));
        _mm_storeu_si128(to + 1, _mm_unpackhi_epi16(low01, low23));
        _mm_storeu_si128(to + 2, _mm_unpacklo_epi16(high01, high23));
        _mm_storeu_si128(to + 3, _mm_unpackhi_epi16(high01, high23));
    }
    for (; i < items; ++i) {
        for (std::size_t byte = 0; byte < 4; ++byte)
            out[i * 4 + byte] = in[byte * items + i];
    }
}

Result<void> check_fletcher32(std::vector<std::byte>& bytes)
{
    std::uint32_t stored = 0;
    if (bytes.size() < sizeof(stored))
        return fail(ErrorCode::Malformed, "fletcher32");
    const std::size_t held = bytes.size() - sizeof(stored);
    std::memcpy(&stored, bytes.data() + held, sizeof(stored));
    bytes.resize(held);
    const std::uint32_t sum = fletcher32(bytes);
    // HDF5 before 1.6.3 wrote the halves with their bytes swapped; the library accepts both.
    const std::uint32_t swapped = ((sum & 0x00ff00ffU) << 8) | ((sum & 0xff00ff00U) >> 8);
    if (stored != sum && stored != swapped)
        return fail(ErrorCode::Malformed, "fletcher32");
    return {};
}

/// Undoes one filter: from `bytes` to `room`, which are then exchanged.
Result<void> undo(const ChunkFilter& filter, std::uint64_t decoded_bytes,
                  std::vector<std::byte>& bytes, std::vector<std::byte>& room)
{
    switch (filter.kind) {
    case ChunkFilterKind::Fletcher32:
        return check_fletcher32(bytes);
    case ChunkFilterKind::Shuffle:
        room.resize(bytes.size());
        unshuffle(bytes, filter.item_bytes, room);
        break;
    case ChunkFilterKind::Deflate:
        room.resize(static_cast<std::size_t>(decoded_bytes));
        STRATA_TRY(undo_deflate(bytes, room));
        break;
    case ChunkFilterKind::Lzf:
        room.resize(static_cast<std::size_t>(decoded_bytes));
        STRATA_TRY(decode_lzf(bytes, room));
        break;
    }
    bytes.swap(room);
    return {};
}

} // namespace

std::uint32_t fletcher32(std::span<const std::byte> bytes)
{
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::size_t words = bytes.size() / 2;
    const std::byte* at = bytes.data();
    while (words != 0) {
        std::size_t run = words > 360 ? 360 : words; // no overflow before the sums are folded
        words -= run;
        for (; run != 0; --run) {
            first += (std::to_integer<std::uint32_t>(at[0]) << 8) |
                     std::to_integer<std::uint32_t>(at[1]);
            second += first;
            at += 2;
        }
        first = (first & 0xffff) + (first >> 16);
        second = (second & 0xffff) + (second >> 16);
    }
    if (bytes.size() % 2 != 0) {
        first += std::to_integer<std::uint32_t>(bytes.back()) << 8;
        second += first;
        first = (first & 0xffff) + (first >> 16);
        second = (second & 0xffff) + (second >> 16);
    }
    first = (first & 0xffff) + (first >> 16);
    second = (second & 0xffff) + (second >> 16);
    return (second << 16) | first;
}

void unshuffle(std::span<const std::byte> in, std::uint32_t item_bytes, std::span<std::byte> out)
{
    if (item_bytes <= 1) {
        std::memcpy(out.data(), in.data(), in.size());
        return;
    }
    const std::size_t items = in.size() / item_bytes;
    if (item_bytes == 4) {
        unshuffle4(in.data(), items, out.data());
    } else {
        for (std::size_t byte = 0; byte < item_bytes; ++byte) {
            const std::byte* const from = in.data() + byte * items;
            for (std::size_t i = 0; i < items; ++i)
                out[i * item_bytes + byte] = from[i];
        }
    }
    const std::size_t whole = items * item_bytes;
    if (whole < in.size())
        std::memcpy(out.data() + whole, in.data() + whole, in.size() - whole);
}

Result<void> decode_lzf(std::span<const std::byte> in, std::span<std::byte> out)
{
    std::size_t from = 0;
    std::size_t to = 0;
    while (from < in.size()) {
        const auto control = std::to_integer<std::size_t>(in[from++]);
        if (control < 32) { // a run of literal bytes
            const std::size_t length = control + 1;
            if (length > in.size() - from || length > out.size() - to)
                return fail(ErrorCode::Malformed, "lzf");
            std::memcpy(out.data() + to, in.data() + from, length);
            from += length;
            to += length;
            continue;
        }
        std::size_t length = (control >> 5) + 2;
        if (length == 9) {
            if (from == in.size())
                return fail(ErrorCode::Malformed, "lzf");
            length += std::to_integer<std::size_t>(in[from++]);
        }
        if (from == in.size())
            return fail(ErrorCode::Malformed, "lzf");
        const std::size_t back =
            ((control & 0x1f) << 8) + std::to_integer<std::size_t>(in[from++]) + 1;
        if (back > to || length > out.size() - to)
            return fail(ErrorCode::Malformed, "lzf");
        for (; length != 0; --length, ++to) // may overlap what it writes
            out[to] = out[to - back];
    }
    if (to != out.size())
        return fail(ErrorCode::Malformed, "lzf");
    return {};
}

Result<std::span<std::byte>> undo_filters(std::span<const ChunkFilter> filters,
                                          std::uint32_t skipped, std::uint64_t decoded_bytes,
                                          std::vector<std::byte>& bytes,
                                          std::vector<std::byte>& room)
{
    for (std::size_t i = filters.size(); i-- > 0;) {
        if (i < 32 && ((skipped >> i) & 1U) != 0)
            continue;
        // What this filter was given: the chunk, and the checksums that filters before it added.
        std::uint64_t given = decoded_bytes;
        for (std::size_t before = 0; before < i; ++before) {
            const bool applied = before >= 32 || ((skipped >> before) & 1U) == 0;
            if (applied && filters[before].kind == ChunkFilterKind::Fletcher32)
                given += sizeof(std::uint32_t);
        }
        STRATA_TRY(undo(filters[i], given, bytes, room));
    }
    if (bytes.size() != decoded_bytes)
        return fail(ErrorCode::Malformed, "chunk size");
    return std::span(bytes);
}

} // namespace strata
