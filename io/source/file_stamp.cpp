// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/source/file_stamp.h"

#include <sys/stat.h>

namespace strata {

FileStamp stamp_of(const std::string& path)
{
    struct stat found = {};
    if (stat(path.c_str(), &found) != 0)
        return {};
    constexpr std::int64_t second = 1'000'000'000;
    return {found.st_dev, found.st_ino, static_cast<std::uint64_t>(found.st_size),
            found.st_mtim.tv_sec * second + found.st_mtim.tv_nsec, true};
}

} // namespace strata
