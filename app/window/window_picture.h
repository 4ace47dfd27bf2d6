// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/render_status.h"

#include <QImage>
#include <QSize>
#include <QString>

namespace strata {

class MainWindow;

/// What of a window a picture shows.
struct WindowPicture {
    QString select; ///< path of a row; empty: what is selected anyway
    /// "overview", "weights" … ; "start", "loading", "error", "drag" and "export" show the window in that
    /// state, "compare" the comparison that is open; empty: the page that is shown anyway.
    QString view;
    QSize size{1440, 900};
};

/// How long a picture waits for the work that it shows.
inline constexpr int picture_timeout_ms = 20'000;

/// Lays the window out without a display, waits until all its jobs are done, at most
/// `timeout_ms`, and draws it. A null image when the row or page does not exist or time ran out;
/// `status` says which.
[[nodiscard]] QImage draw_window(MainWindow& window, const WindowPicture& picture,
                                 int timeout_ms = picture_timeout_ms,
                                 RenderStatus* status = nullptr);

} // namespace strata
