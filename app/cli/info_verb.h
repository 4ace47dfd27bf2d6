// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>
#include <vector>

namespace strata::cli {

struct InfoOptions {
    std::vector<std::string> files;
    bool sha256 = false;
    bool json = false;
    std::string allow = {}; ///< a file with a team's own names; empty: none
};

/// What a file is and what is in it; of several files a table.
ExitStatus run_info(const InfoOptions& options, Console& console);

} // namespace strata::cli
