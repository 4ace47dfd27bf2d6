// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>
#include <vector>

namespace strata::cli {

struct GetOptions {
    std::string file;
    std::vector<std::string> keys; ///< none: all
    bool json = false;
};

/// Prints metadata entries; of one key its value alone.
ExitStatus run_get(const GetOptions& options, Console& console);

struct EditOptions {
    std::string file;
    std::vector<std::string> changes; ///< `set`: KEY=VALUE; `unset`: keys
    std::string out;                  ///< empty: in place
    std::string type; ///< of the values; empty: the entries keep theirs, new ones are str
    bool backup = false;
    bool force = false; ///< another file of the name `out` is replaced
    bool json = false;
};

/// Changes all entries, or none when one of them cannot be.
ExitStatus run_set(const EditOptions& options, Console& console);
ExitStatus run_unset(const EditOptions& options, Console& console);

} // namespace strata::cli
