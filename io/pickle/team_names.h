// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/result.h"

#include <string>
#include <string_view>
#include <vector>

/// Names that a team lists as its own, so that they need no review: exact names, one a line,
/// "shop.models.Cart"; blank lines and what follows "#" do not count.
namespace strata::pickle {

/// The names of such a list. BadArgument, with the line in its detail, for what is no exact name and
/// for what is known to be dangerous: no list allows that.
Result<std::vector<std::string>> parse_team_names(std::string_view text);

/// Allows names in everything that this process reads from now on. Set once, before any file is
/// opened. A name stays dangerous, whoever lists it, when it is known to be, and when a file changes
/// it instead of naming or calling it.
void allow_team_names(std::vector<std::string> names);

/// Whether a name of a pickle is among them.
[[nodiscard]] bool is_team_name(std::string_view qualified_name);

} // namespace strata::pickle
