// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace strata::pickle {

struct ModuleAndName {
    std::string_view module;
    std::string_view name;
};

/// The name that Python 3 looks up for a global written by Python 2 ("__builtin__" → "builtins",
/// "itertools" "izip" → "builtins" "zip"); the same name when it was not renamed. Views into the
/// arguments or static.
[[nodiscard]] ModuleAndName python3_name(std::string_view module, std::string_view name);

} // namespace strata::pickle
