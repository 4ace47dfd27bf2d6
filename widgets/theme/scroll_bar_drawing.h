// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QStyle;
class QStyleOptionComplex;
class QWidget;

namespace strata {

/// A flat scroll bar whose handle stands out from its groove; false for what is none.
bool draw_scroll_bar(const QStyle& style, const QStyleOptionComplex* option, QPainter* painter,
                     const QWidget* widget);

} // namespace strata
