// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"

#include <string>

namespace strata::cli {

/// Allows the names that a file lists (io/pickle/team_names.h) in all that is read from now on.
/// Nothing happens without a path. Errors have the path of the list.
Result<void> use_allow_list(const std::string& path);

} // namespace strata::cli
