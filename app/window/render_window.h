// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/window_picture.h"

#include <QStringList>

namespace strata {

/// A picture of the window that `strata render` asked for.
struct RenderRequest {
    WindowPicture picture;
    QStringList files;
    bool dark = false;
};

/// Draws the window and writes the picture as PNG to standard output.
[[nodiscard]] RenderStatus render_window(const RenderRequest& request);

} // namespace strata
