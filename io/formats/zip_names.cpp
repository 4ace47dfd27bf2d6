// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/formats/zip_names.h"

#include "io/base/byte_cursor.h"
#include "io/formats/probe.h"

#include <algorithm>

namespace strata {

using namespace std::string_view_literals;

namespace {

/// Sizes of the fixed parts of the records in PKWARE's APPNOTE, 4.3.7 and 4.3.12.
constexpr std::size_t local_header_bytes = 30;
constexpr std::size_t central_header_bytes = 46;
constexpr std::uint64_t tail_bytes = std::uint64_t{64} << 10;

/// Adds the names of all records with this signature, whose name length and name lie at the given
/// distances from it.
void collect(std::span<const std::byte> bytes, std::string_view signature, std::size_t length_at,
             std::size_t name_at, std::vector<std::string>& names)
{
    const std::string_view text = as_text(bytes);
    for (auto at = text.find(signature); at != text.npos; at = text.find(signature, at + 4)) {
        ByteCursor cursor(bytes.subspan(at));
        if (!cursor.skip(length_at))
            return;
        const auto length = cursor.little<std::uint16_t>();
        if (!length || !cursor.skip(name_at - length_at - sizeof(std::uint16_t)))
            return;
        if (const auto name = cursor.take_text(*length))
            names.emplace_back(*name);
    }
}

} // namespace

bool is_zip(const ProbeInput& probe)
{
    return holds_at(probe.head, 0, "PK\x03\x04"sv) || holds_at(probe.head, 0, "PK\x05\x06"sv);
}

std::vector<std::string> zip_names(const ProbeInput& probe)
{
    std::vector<std::string> names;
    collect(probe.head, "PK\x03\x04"sv, 26, local_header_bytes, names);
    const std::uint64_t length = std::min(tail_bytes, probe.source.size());
    if (const auto tail = probe.source.read_copy(probe.source.size() - length, length))
        collect(*tail, "PK\x01\x02"sv, 28, central_header_bytes, names);
    return names;
}

bool is_torch_zip(const std::vector<std::string>& names)
{
    return std::any_of(names.begin(), names.end(), [](const std::string& name) {
        return name == "data.pkl" || name.ends_with("/data.pkl");
    });
}

} // namespace strata
