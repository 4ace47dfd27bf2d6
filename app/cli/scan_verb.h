// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>
#include <vector>

namespace strata::cli {

struct ScanOptions {
    std::vector<std::string> paths;
    std::string allow; ///< a file with a team's own names; empty: none
    bool json = false;
    bool sarif = false;
};

/// The findings about security and integrity, of files and of whole folders.
ExitStatus run_scan(const ScanOptions& options, Console& console);

} // namespace strata::cli
