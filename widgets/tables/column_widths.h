// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace strata {

/// What a column of a table needs, in pixels.
struct ColumnNeed {
    int wanted = 0;   ///< every cell and the head whole
    int least = 0;    ///< narrower it tells too little
    int leaving = -1; ///< the lower, the sooner it gives up its room; -1: it stays
    int spare = 0;    ///< of `wanted`, what it gives up before another column is cut
};

/// Shares a table's room: columns leave in their order until the rest has what it needs at least;
/// those that want little get it, the wide ones what is left, alike. What nobody wants goes to
/// `stretched`, or to the last column where that has left. 0 for a column that left.
[[nodiscard]] QList<int> share_room(const QList<ColumnNeed>& needs, int room, int stretched);

} // namespace strata
