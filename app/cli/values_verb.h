// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>

namespace strata::cli {

struct ValuesOptions {
    std::string file;
    std::string tensor; ///< empty: the only one
    std::string slice;
    bool csv = false;
    std::string npy; ///< the file to write; empty: print
    bool json = false;
};

/// The values of an array, or of a part of it.
ExitStatus run_values(const ValuesOptions& options, Console& console);

} // namespace strata::cli
