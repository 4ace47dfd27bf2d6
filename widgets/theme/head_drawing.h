// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyle>

namespace strata {

/// The ground of a head: flat, with a line beneath it and one towards the next head; of the heads of
/// rows with a line towards the values. False for what is no head.
bool draw_head_ground(const QStyleOption& option, QPainter& painter);
/// The sort arrow of a table's head: up where what is small stands above.
void draw_sort_arrow(const QStyleOption& option, QPainter& painter);
/// A head with its label and its arrow where DeskStyle puts them: Qt's own drawing asks the base
/// style. False, and nothing drawn, for what is no head.
[[nodiscard]] bool draw_head(const QStyle& style, const QStyleOption* option, QPainter* painter,
                             const QWidget* widget);

} // namespace strata
