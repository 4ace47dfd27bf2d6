// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/superblock.h"

#include "io/base/byte_cursor.h"
#include "io/base/limits.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace strata::hdf5 {

namespace {

constexpr std::array<unsigned char, 8> signature = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

/// The smallest user block.
constexpr std::uint64_t first_user_block = 512;

/// Signature to end address, in the longest of its versions.
constexpr std::size_t superblock_bytes = 96;

/// Where a version keeps the size of an address, and its addresses: the base comes first, the end
/// third.
struct Places {
    std::size_t address_size;
    std::size_t addresses;
};

std::optional<Places> places_of(unsigned version)
{
    switch (version) {
    case 0:
        return Places{13, 24};
    case 1:
        return Places{13, 28};
    case 2:
    case 3:
        return Places{9, 12};
    default:
        return std::nullopt;
    }
}

std::optional<std::uint64_t> end_of(std::span<const std::byte> bytes, unsigned version)
{
    const auto places = places_of(version);
    if (!places || places->address_size >= bytes.size())
        return std::nullopt;
    const auto size = std::to_integer<std::size_t>(bytes[places->address_size]);
    const std::size_t at = places->addresses + 2 * size;
    if (size == 0 || size > sizeof(std::uint64_t) || at + size > bytes.size())
        return std::nullopt;
    std::uint64_t end = 0;
    for (std::size_t i = size; i-- > 0;)
        end = end << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
    return end;
}

} // namespace

std::optional<Superblock> find_superblock(const ByteSource& source)
{
    std::array<std::byte, superblock_bytes> room{};
    for (std::uint64_t at = 0; at <= limits::hdf5_user_block_bytes && at < source.size();
         at = std::max(first_user_block, at * 2)) {
        const auto count = source.read_some(at, room);
        const auto bytes = std::span(room).first(count.value_or(0));
        if (bytes.size() <= signature.size() ||
            std::memcmp(bytes.data(), signature.data(), signature.size()) != 0)
            continue;
        const auto version = std::to_integer<unsigned>(bytes[signature.size()]);
        return Superblock{at, version, end_of(bytes, version)};
    }
    return std::nullopt;
}

} // namespace strata::hdf5
