// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QMimeData;

namespace strata {

/// The local files of a drag.
[[nodiscard]] QStringList dragged_files(const QMimeData& data);

/// What a drag would do, for the panel over the window and the status bar.
struct DragWords {
    QString what;
    QString detail;
    bool refused = false;
};
[[nodiscard]] DragWords describe_drag(const QMimeData& data);

} // namespace strata
