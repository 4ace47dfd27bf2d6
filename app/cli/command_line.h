// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

namespace strata::cli {

/// Does what the arguments say: a verb, the window, or what stands in for it without a display.
ExitStatus run_command_line(int count, char** arguments, Console& console);

} // namespace strata::cli
