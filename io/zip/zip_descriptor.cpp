// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/zip/zip_descriptor.h"

#include "io/base/byte_cursor.h"

#include <string_view>
#include <vector>

namespace strata::zip {

using namespace std::string_view_literals;

namespace {

constexpr auto signature = "PK\x07\x08"sv;
/// Signature, checksum, and two sizes of four bytes, or of eight with zip64.
constexpr std::size_t short_bytes = 16;
constexpr std::size_t long_bytes = 24;
constexpr std::size_t window_bytes = std::size_t{1} << 20;

/// `bytes` start with the signature; sizes of eight bytes are tried first, since of those the first
/// four may be a short one's.
std::optional<Descriptor> read_descriptor(std::span<const std::byte> bytes, std::uint64_t offset,
                                          std::uint64_t data_offset)
{
    for (const bool is_long : {true, false}) {
        ByteCursor cursor(bytes);
        if (!cursor.skip(signature.size()))
            return std::nullopt;
        const auto checksum = cursor.little<std::uint32_t>();
        const auto next = [&]() -> std::optional<std::uint64_t> {
            if (is_long) {
                const auto size = cursor.little<std::uint64_t>();
                return size ? std::optional(*size) : std::nullopt;
            }
            const auto size = cursor.little<std::uint32_t>();
            return size ? std::optional<std::uint64_t>(*size) : std::nullopt;
        };
        const auto stored = next();
        const auto size = next();
        if (checksum && stored && size && *stored == offset - data_offset)
            return Descriptor{*checksum, *stored, *size,
                              offset + (is_long ? long_bytes : short_bytes)};
    }
    return std::nullopt;
}

} // namespace

Result<std::optional<Descriptor>> find_descriptor(const ByteSource& source,
                                                  std::uint64_t data_offset, const JobContext& job)
{
    std::vector<std::byte> window(window_bytes);
    std::uint64_t offset = data_offset;
    while (offset < source.size()) {
        STRATA_TRY(job.check());
        STRATA_ASSIGN(const std::size_t count, source.read_some(offset, window));
        const std::string_view text(reinterpret_cast<const char*>(window.data()), count);
        // One that may be cut by the window's end is looked at in the next, which overlaps.
        const bool more = offset + count < source.size();
        for (auto at = text.find(signature); at != text.npos && !(more && at + long_bytes > count);
             at = text.find(signature, at + 1)) {
            const auto found = read_descriptor(std::span(window).first(count).subspan(at),
                                               offset + at, data_offset);
            if (found)
                return found;
        }
        if (count <= long_bytes)
            break;
        offset += count - long_bytes; // one that straddles two windows
        if (offset + long_bytes >= source.size())
            break;
    }
    return std::optional<Descriptor>();
}

} // namespace strata::zip
