// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/libraries.h"

#include <CLI/Version.hpp>
#include <QtGlobal>
#include <bzlib.h>
#include <libdeflate.h>
#include <lz4.h>
#include <lzma.h>
#include <nlohmann/json.hpp>
#include <zlib.h>
#include <zstd.h>

namespace strata {

namespace {

std::string triple(int major, int minor, int patch)
{
    return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

} // namespace

std::vector<Library> libraries()
{
    const std::string json = triple(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                                    NLOHMANN_JSON_VERSION_PATCH);
    // bzip2 adds its date.
    const std::string bzip2 = BZ2_bzlibVersion();
    return {{"Qt", qVersion(), "LGPL-3.0-only or GPL-2.0-or-later"},
            {"HDF5", STRATA_HDF5_VERSION, "BSD-3-Clause"},
            {"zlib", zlibVersion(), "Zlib"},
            {"bzip2", bzip2.substr(0, bzip2.find(',')), "bzip2-1.0.6"},
            {"liblzma", lzma_version_string(), "public domain"},
            {"lz4", LZ4_versionString(), "BSD-2-Clause"},
            {"zstd", ZSTD_versionString(), "BSD-3-Clause"},
            {"libdeflate", LIBDEFLATE_VERSION_STRING, "MIT"},
            {"Highway", STRATA_HIGHWAY_VERSION, "Apache-2.0"},
            {"nlohmann-json", json, "MIT"},
            {"CLI11", CLI11_VERSION, "BSD-3-Clause"}};
}

} // namespace strata
