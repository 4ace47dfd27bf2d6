// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tables/column_widths.h"

#include <algorithm>
#include <numeric>

namespace strata {

namespace {

/// The columns when none is wider than `cap` without need.
QList<int> capped(const QList<ColumnNeed>& needs, int cap)
{
    QList<int> widths;
    for (const ColumnNeed& need : needs)
        widths.append(std::clamp(cap, need.least, std::max(need.wanted, need.least)));
    return widths;
}

int sum(const QList<int>& widths)
{
    return std::accumulate(widths.begin(), widths.end(), 0);
}

} // namespace

QList<int> share_room(const QList<ColumnNeed>& given, int room, int stretched)
{
    QList<ColumnNeed> needs = given;
    const auto add = [](int total, const ColumnNeed& need) {
        return total + need.wanted;
    };
    if (std::accumulate(needs.begin(), needs.end(), 0, add) > room) {
        for (ColumnNeed& need : needs)
            need.wanted = std::max(need.least, need.wanted - need.spare);
    }
    QList<int> leaving;
    int least = 0;
    for (int column = 0; column < needs.size(); ++column) {
        least += needs[column].least;
        if (needs[column].leaving >= 0)
            leaving.append(column);
    }
    std::stable_sort(leaving.begin(), leaving.end(),
                     [&](int a, int b) { return needs[a].leaving < needs[b].leaving; });
    for (const int column : std::as_const(leaving)) {
        if (least <= room)
            break;
        least -= needs[column].least;
        needs[column] = {};
    }
    int low = 0; // the highest cap that fits lies in [low, high)
    int high = std::max(room, 0) + 1;
    while (high - low > 1) {
        const int middle = low + (high - low) / 2;
        (sum(capped(needs, middle)) <= room ? low : high) = middle;
    }
    QList<int> widths = capped(needs, low);
    const int rest = room - sum(widths);
    int taker =
        stretched >= 0 && stretched < widths.size() && widths[stretched] > 0 ? stretched : -1;
    for (int column = 0; taker < 0 && column < widths.size(); ++column) {
        if (widths[widths.size() - 1 - column] > 0)
            taker = static_cast<int>(widths.size()) - 1 - column;
    }
    if (rest > 0 && taker >= 0)
        widths[taker] += rest;
    return widths;
}

} // namespace strata
