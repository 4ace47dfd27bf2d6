// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>

namespace strata::cli {

struct TextconvOptions {
    std::string file;
    bool json = false;
};

/// A file as lines that `git diff` compares. Content that cannot be read is told in such lines, too,
/// and is Fine: Git ends a whole diff or log at the first file whose conversion fails. What is no
/// fact of the content fails: Git may keep what it is given (diff.NAME.cachetextconv).
ExitStatus run_textconv(const TextconvOptions& options, Console& console);

} // namespace strata::cli
