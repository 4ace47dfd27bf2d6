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

/// Two files that a drag would compare; empty paths where it would not.
struct DraggedPair {
    QString left;
    QString right;

    [[nodiscard]] bool isEmpty() const { return left.isEmpty() || right.isEmpty(); }
};
/// One file is compared with the one that is open at `open_path` (empty: none), two with each other.
[[nodiscard]] DraggedPair dragged_pair(const QMimeData& data, const QString& open_path);
[[nodiscard]] DragWords describe_comparison(const DraggedPair& pair, bool both_dragged);

} // namespace strata
