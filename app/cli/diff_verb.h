// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>
#include <vector>

namespace strata::cli {

struct DiffOptions {
    std::vector<std::string> files; ///< left and right
    bool structure = false;         ///< values are left out
    double tolerance = 0;           ///< up to which values are the same
    std::string html;               ///< the file to write; empty: print
    std::string markdown;
    bool json = false;
};

/// Two models beside each other. Fine where nothing differs, Findings where something does.
ExitStatus run_diff(const DiffOptions& options, Console& console);

} // namespace strata::cli
