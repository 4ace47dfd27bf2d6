// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>

namespace strata::cli {

struct TreeOptions {
    std::string file;
    bool file_reading = false; ///< the File reading instead of the Model reading
    std::uint64_t depth = 0;   ///< levels; 0: all
    std::string filter;
    bool json = false;
};

/// The tree of what is inside a file.
ExitStatus run_tree(const TreeOptions& options, Console& console);

} // namespace strata::cli
