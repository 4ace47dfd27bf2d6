// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/window_launch.h"

#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <unistd.h>

namespace strata::cli {

namespace {

bool is_set(const char* name)
{
    const char* const value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

} // namespace

bool has_display()
{
    if (is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"))
        return true;
    if (!is_set("QT_QPA_PLATFORM"))
        return false;
    const std::string_view platform = std::getenv("QT_QPA_PLATFORM");
    return !platform.starts_with("xcb") && !platform.starts_with("wayland");
}

std::optional<std::string> find_window_program()
{
    std::error_code failed;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
    if (failed)
        return std::nullopt;
    const auto folder = self.parent_path();
    for (const auto& program :
         {folder / "strata-window", (folder / STRATA_WINDOW_FOLDER / "strata-window")}) {
        if (access(program.c_str(), X_OK) == 0)
            return program.lexically_normal().string();
    }
    return std::nullopt;
}

void become_window(const std::string& program, char** arguments)
{
    execv(program.c_str(), arguments);
}

} // namespace strata::cli
