// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tree/bounded_rows.h"

#include <QAbstractItemModel>

namespace strata {

QModelIndexList rows_to_expand(const QAbstractItemModel& model)
{
    int left = most_rows_expanded;
    QModelIndexList waiting = {QModelIndex()};
    QModelIndexList opened;
    for (qsizetype next = 0; next < waiting.size() && left > 0; ++next) {
        const QModelIndex parent = waiting[next];
        const int children = model.rowCount(parent);
        if (children == 0 || (parent.isValid() && children > left))
            continue; // a smaller group may still have room
        left -= parent.isValid() ? children : 0;
        if (parent.isValid())
            opened.append(parent);
        if (children > most_rows_expanded)
            continue; // groups among so many rows are opened one by one
        for (int row = 0; row < children; ++row)
            waiting.append(model.index(row, 0, parent));
    }
    return opened;
}

} // namespace strata
