// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>
#include <vector>

namespace strata::cli {

struct SeriesOptions {
    std::vector<std::string> files; ///< and folders
    bool csv = false;
    bool json = false;
};

/// Several checkpoints of one training as a timeline.
ExitStatus run_series(const SeriesOptions& options, Console& console);

} // namespace strata::cli
