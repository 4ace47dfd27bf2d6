// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>
#include <vector>

namespace strata::cli {

struct StatsOptions {
    std::string file;
    std::vector<std::string> tensors; ///< empty: the weights and fitted arrays
    bool all = false;                 ///< every array
    std::size_t bins = 64;
    bool json = false;
};

/// Statistics and histograms of arrays.
ExitStatus run_stats(const StatsOptions& options, Console& console);

} // namespace strata::cli
