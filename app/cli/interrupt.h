// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/job.h"

namespace strata::cli {

/// A job that Ctrl+C (SIGINT) or SIGTERM stops; a second one ends the program at once.
[[nodiscard]] JobContext interruptible_job();

/// Once a signal came: ends the program the way that signal does, so that a shell's loop ends too.
void end_if_interrupted();

} // namespace strata::cli
