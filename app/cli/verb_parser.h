// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>
#include <string_view>

namespace strata::cli {

/// Whether the first argument is a verb, or asks for help or the version.
[[nodiscard]] bool is_for_verb_parser(std::string_view first_argument);

/// Parses the arguments and runs the verb.
ExitStatus run_verb(int count, char** arguments, Console& console);

/// What `strata --help` prints.
[[nodiscard]] std::string help_text();

} // namespace strata::cli
