// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <string>
#include <vector>

namespace strata::cli {

struct RenderOptions {
    std::vector<std::string> files;
    std::string out; ///< empty: standard output
    std::string view;
    std::string select;
    std::string size = "1440x900";
    int scale = 1;
    bool dark = false;
    bool json = false;
};

/// What --view takes.
[[nodiscard]] const std::vector<std::string>& render_views();

/// A picture of the window, drawn by the window program on no display.
ExitStatus run_render(const RenderOptions& options, Console& console);

} // namespace strata::cli
