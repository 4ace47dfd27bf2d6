// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>
#include <vector>

namespace strata::cli {

struct ValuesOptions {
    std::string file;
    std::vector<std::string> tensors; ///< at most one; none: the only one of the file
    std::string slice;
    bool csv = false;
    std::string npy; ///< the file to write; empty: print
    bool json = false;
};

/// The values of an array, or of a part of it.
ExitStatus run_values(const ValuesOptions& options, Console& console);

} // namespace strata::cli
