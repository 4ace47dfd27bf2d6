// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>

namespace strata::cli {

struct RequirementsOptions {
    std::string file;
    bool json = false;
};

/// What has to be installed for a file to load, as lines of a requirements.txt.
ExitStatus run_requirements(const RequirementsOptions& options, Console& console);

} // namespace strata::cli
