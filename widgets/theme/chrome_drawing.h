// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRect>
#include <QStyle>

class QPainter;
class QPalette;
class QStyleOptionTab;
class QStyleOptionTabBarBase;
class QStyleOptionToolButton;
class QWidget;

/// The frame of the window as DeskStyle draws it: bars and tabs.
namespace strata {

/// Of a tab bar, over which its tabs stand lower than their room: in front a little less.
inline constexpr int room_over_tabs = 3;
inline constexpr int room_over_other_tabs = 5;
/// From an icon of the tool bar to its word, and around both.
inline constexpr int tool_gap = 6;
inline constexpr int tool_padding = 8;

/// Of thin rules between parts of a bar.
[[nodiscard]] QColor rule_colour(const QPalette& palette);

[[nodiscard]] bool is_tool(const QWidget* widget); ///< a button of a tool bar
/// A button of the tool bar that shows its word beside its icon.
[[nodiscard]] bool has_word(const QStyleOptionToolButton& button, const QWidget* widget);
/// How far down what stands in a tab is moved, into the middle of what is drawn of it.
[[nodiscard]] int lowering(const QStyleOptionTab& tab);

void draw_tool_separator(const QStyleOption& option, QPainter& painter);
void draw_status_bar(const QStyleOption& option, QPainter& painter);
/// The line that tabs stand on.
void draw_tab_base(const QStyleOptionTabBarBase& option, QPainter& painter);
/// Draws the control if it is a part of a bar or a tab, and says whether it did.
bool draw_chrome(const QStyle& style, QStyle::ControlElement element, const QStyleOption* option,
                 QPainter* painter, const QWidget* widget);

} // namespace strata
