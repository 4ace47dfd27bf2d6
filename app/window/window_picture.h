// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QSize>
#include <QString>

namespace strata {

class MainWindow;

/// What of a window a picture shows.
struct WindowPicture {
    QString select; ///< path of a row; empty: what is selected anyway
    QString view;   ///< "overview", "weights" … ; empty: the page that is shown anyway
    QSize size{1440, 900};
};

/// Lays the window out without a display, waits until all its jobs are done, at most
/// `timeout_ms`, and draws it. A null image when the row or page does not exist or time ran out.
[[nodiscard]] QImage draw_window(MainWindow& window, const WindowPicture& request,
                                 int timeout_ms = 20'000);

} // namespace strata
