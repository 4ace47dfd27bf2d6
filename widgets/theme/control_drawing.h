// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

class QColor;
class QPainter;
class QRect;
class QStyle;
class QStyleOption;
class QStyleOptionButton;

/// The controls as DeskStyle draws them.
namespace strata {

/// A frame of `width` whose outer edge is the rectangle's edge.
void draw_outline(QPainter& painter, const QRect& rect, const QColor& colour, qreal width,
                  qreal radius);
/// A button that others touch has square corners there and no room between.
enum class Joined { Neither, Left, Right, Both };
void draw_button(const QStyleOption& option, QPainter& painter, Joined joined = Joined::Neither);
/// An icon with its word beside it, in the middle of a button.
void draw_button_label(const QStyle& style, const QStyleOptionButton& option, QPainter& painter);
/// `filled`: with its ground, not the frame alone.
void draw_line_edit(const QStyleOption& option, QPainter& painter, bool filled);
void draw_check_box(const QStyleOption& option, QPainter& painter);
void draw_radio_button(const QStyleOption& option, QPainter& painter);
void draw_tab_close(const QStyleOption& option, QPainter& painter);
/// A row with focus but no selection has a dotted frame; a selected one shows it already. Of a whole
/// row only its ground says that it is selected.
void draw_row_focus(const QStyleOption& option, QPainter& painter);
/// The ring around what has the keyboard.
void draw_focus(const QStyleOption& option, QPainter& painter);

} // namespace strata
