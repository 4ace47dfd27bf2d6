// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/filters.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace strata::hdf5 {

FilterSupport filter_support(int id)
{
    switch (id) {
    case deflate:
    case shuffle:
    case fletcher32:
    case lzf:
        return FilterSupport::Ours;
    case szip:
    case nbit:
    case scale_offset:
        return FilterSupport::Worker;
    default:
        return FilterSupport::Unknown;
    }
}

namespace {

/// Names of plugins as the HDF Group registers them; files often leave them out.
std::string_view registered_name(int id)
{
    constexpr std::array<std::pair<int, std::string_view>, 16> names = {{
        {305, "LZO"},
        {307, "bzip2"},
        {32001, "Blosc"},
        {32002, "MAFISC"},
        {32003, "Snappy"},
        {32004, "LZ4"},
        {32007, "APAX"},
        {32008, "bitshuffle"},
        {32009, "SPDP"},
        {32013, "ZFP"},
        {32015, "Zstandard"},
        {32017, "SZ"},
        {32018, "FCIDECOMP"},
        {32019, "JPEG"},
        {32024, "SZ3"},
        {32026, "Blosc2"},
    }};
    const auto* const found = std::find_if(names.begin(), names.end(),
                                           [&](const auto& name) { return name.first == id; });
    return found == names.end() ? std::string_view() : found->second;
}

/// "filter 32015 (Zstandard)"
std::string plugin_name(const Filter& filter)
{
    const std::string_view registered = registered_name(filter.id);
    const std::string name = registered.empty() ? filter.name : std::string(registered);
    return "filter " + std::to_string(filter.id) + (name.empty() ? "" : " (" + name + ")");
}

} // namespace

std::string filter_name(const Filter& filter)
{
    switch (filter.id) {
    case deflate:
        return "gzip";
    case shuffle:
        return "shuffle";
    case fletcher32:
        return "fletcher32";
    case szip:
        return "szip";
    case nbit:
        return "n-bit";
    case scale_offset:
        return "scale-offset";
    case lzf:
        return "lzf";
    default:
        return plugin_name(filter);
    }
}

} // namespace strata::hdf5
