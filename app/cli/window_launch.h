// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace strata::cli {

/// Whether a window could open: X11, Wayland, or a Qt platform that needs neither.
[[nodiscard]] bool has_display();

/// The window program: beside this one, or where it is installed. Nothing when it is missing.
[[nodiscard]] std::optional<std::string> find_window_program();

/// Becomes the window program, with the same arguments. Returns only when that failed.
void become_window(const std::string& program, char** arguments);

} // namespace strata::cli
