// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace strata {

/// A library that the program is built on.
struct Library {
    const char* name;
    std::string version; ///< the one that runs, or was built with where it does not say
    const char* licence;
};

/// Those of the engine and the command line.
[[nodiscard]] std::vector<Library> libraries();

} // namespace strata
