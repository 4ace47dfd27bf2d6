// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/parts/wrap_layout.h"

#include <algorithm>

namespace strata {

WrapLayout::~WrapLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem* WrapLayout::takeAt(int index)
{
    return index >= 0 && index < count() ? m_items.takeAt(index) : nullptr;
}

/// Lays the items out from the top left corner and returns the height that they take.
int WrapLayout::arrange(const QRect& place, bool move) const
{
    const QRect room = place.marginsRemoved(contentsMargins());
    int left = room.left();
    int top = room.top();
    int row = 0; // the height of this row so far
    for (QLayoutItem* const item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (left > room.left() && left + size.width() > room.left() + room.width()) {
            left = room.left();
            top += row + spacing();
            row = 0;
        }
        if (move)
            item->setGeometry({QPoint(left, top), size});
        left += size.width() + spacing();
        row = std::max(row, size.height());
    }
    return top + row - place.top() + contentsMargins().bottom();
}

int WrapLayout::heightForWidth(int width) const
{
    return arrange({0, 0, width, 0}, false);
}

QSize WrapLayout::sizeHint() const
{
    int width = 0;
    for (const QLayoutItem* const item : m_items) {
        if (!item->isEmpty())
            width += item->sizeHint().width() + (width == 0 ? 0 : spacing());
    }
    width += contentsMargins().left() + contentsMargins().right();
    return {width, heightForWidth(width)};
}

QSize WrapLayout::minimumSize() const
{
    QSize widest;
    for (const QLayoutItem* const item : m_items) {
        if (!item->isEmpty())
            widest = widest.expandedTo(item->sizeHint());
    }
    return widest.grownBy(contentsMargins());
}

void WrapLayout::setGeometry(const QRect& place)
{
    QLayout::setGeometry(place);
    arrange(place, true);
}

} // namespace strata
