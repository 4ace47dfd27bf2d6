// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/version_text.h"

#include <CLI/Version.hpp>
#include <QtGlobal>
#include <bzlib.h>
#include <libdeflate.h>
#include <lz4.h>
#include <lzma.h>
#include <nlohmann/json.hpp>
#include <zlib.h>
#include <zstd.h>

namespace strata::cli {

namespace {

std::string triple(int major, int minor, int patch)
{
    return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

} // namespace

std::string version_text()
{
    const std::string json = triple(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                                    NLOHMANN_JSON_VERSION_PATCH);
    // bzip2 adds its date.
    const std::string bzip2 = BZ2_bzlibVersion();
    std::string text = "strata " STRATA_VERSION "\n";
    const auto add = [&](const std::string& name, const std::string& version) {
        text += "  " + name + std::string(15 - name.size(), ' ') + version + '\n';
    };
    add("Qt", qVersion());
    add("zlib", zlibVersion());
    add("bzip2", bzip2.substr(0, bzip2.find(',')));
    add("liblzma", lzma_version_string());
    add("lz4", LZ4_versionString());
    add("zstd", ZSTD_versionString());
    add("libdeflate", LIBDEFLATE_VERSION_STRING);
    add("Highway", STRATA_HIGHWAY_VERSION);
    add("nlohmann-json", json);
    add("CLI11", CLI11_VERSION);
    text.pop_back();
    return text;
}

} // namespace strata::cli
