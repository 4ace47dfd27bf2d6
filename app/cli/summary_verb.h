// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>

namespace strata::cli {

struct SummaryOptions {
    std::string file;
    std::string style; ///< "keras2", "keras3"; empty: of the Keras that wrote the file
    bool expand_nested = false;
    bool show_trainable = false;
    bool json = false;
};

/// What Keras' Model.summary() prints of the model.
ExitStatus run_summary(const SummaryOptions& options, Console& console);

/// The columns that Python finds in COLUMNS: a whole number above 0; else 80, as in a pipe.
[[nodiscard]] int summary_columns(const char* variable);

} // namespace strata::cli
