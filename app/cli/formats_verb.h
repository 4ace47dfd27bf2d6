// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

namespace strata::cli {

struct FormatsOptions {
    bool json = false;
};

/// What can be read and written, and what is only named.
ExitStatus run_formats(const FormatsOptions& options, Console& console);

} // namespace strata::cli
