// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyle>

namespace strata {

/// The sort arrow of a table's head: up where what is small stands above.
void draw_sort_arrow(const QStyleOption& option, QPainter& painter);
/// A head with its label and its arrow where DeskStyle puts them: Qt's own drawing asks the base
/// style. False, and nothing drawn, for what is no head.
[[nodiscard]] bool draw_head(const QStyle& style, const QStyleOption* option, QPainter* painter,
                             const QWidget* widget);

} // namespace strata
