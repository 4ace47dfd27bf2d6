// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/probe.h"

#include <algorithm>

namespace strata {

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

std::vector<std::byte> unpacked_head(const ByteSource& source, Compression compression,
                                     std::uint64_t offset)
{
    if (offset >= source.size())
        return {};
    const std::uint64_t size = source.size() - offset;
    // bz2 decodes nothing before its first block of up to 900 kB is whole, lz4 of up to 4 MiB.
    for (const std::uint64_t part :
         {std::uint64_t{4} << 10, std::uint64_t{1} << 20, std::uint64_t{8} << 20}) {
        auto packed = source.read_copy(offset, std::min(part, size));
        if (!packed)
            return {};
        const auto unpacked = unpack(*make_memory_source(*std::move(packed)), compression, {});
        if (unpacked && unpacked->source && unpacked->source->size() > 0) {
            std::vector<std::byte> head(probe_head_bytes);
            const auto count = unpacked->source->read_some(0, head);
            head.resize(count.value_or(0));
            return head;
        }
        if (part >= size)
            return {};
    }
    return {};
}

} // namespace strata
