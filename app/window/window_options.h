// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/render_window.h"

#include <QStringList>

#include <optional>

class QCoreApplication;

namespace strata {

/// What the window program was started with.
struct WindowOptions {
    QStringList paths;       ///< absolute
    bool compare = false;    ///< the two paths shall be held against each other
    bool no_history = false; ///< nothing is remembered, and no other program is spoken to
    bool watch_gui = false;  ///< long stretches of the GUI thread are reported
    std::optional<RenderRequest> render; ///< `strata render` asks for a picture, not a window
};

/// Ends the program on --help, --version and what it does not know.
[[nodiscard]] WindowOptions read_window_options(const QCoreApplication& application);

} // namespace strata
