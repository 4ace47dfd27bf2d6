// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/probe.h"

namespace strata {

namespace {

/// What is decoded to see the head: bz2 gives nothing before its first block of up to 900 kB is
/// whole, lz4 of up to 4 MiB.
constexpr std::uint64_t packed_head_bytes = std::uint64_t{8} << 20;

} // namespace

std::string_view file_name_of(std::string_view path)
{
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string extension_of(std::string_view file_name)
{
    const auto dot = file_name.rfind('.');
    if (dot == std::string_view::npos || dot == 0)
        return {};
    std::string extension(file_name.substr(dot + 1));
    for (char& c : extension) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return extension;
}

std::string_view as_text(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool holds_at(std::span<const std::byte> bytes, std::size_t offset, std::string_view signature)
{
    return offset <= bytes.size() && as_text(bytes.subspan(offset)).starts_with(signature);
}

std::vector<std::byte> unpacked_head(const ByteSource& source, const Packing& packing,
                                     const JobContext& job)
{
    return unpack_start(source, packing.compression, packing.offset, packed_head_bytes,
                        probe_head_bytes, job)
        .value_or(std::vector<std::byte>());
}

std::span<const std::byte> unpacked_head(const ProbeInput& probe, const Packing& packing)
{
    if (!probe.unpacked)
        probe.unpacked = unpacked_head(probe.source, packing, probe.job);
    return *probe.unpacked;
}

} // namespace strata
