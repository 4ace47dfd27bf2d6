// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hdf5/filters.h"

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
        return "filter " + std::to_string(filter.id) +
               (filter.name.empty() ? std::string() : " (" + filter.name + ")");
    }
}

} // namespace strata::hdf5
