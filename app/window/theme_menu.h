// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace strata {

class Memory;
class ThemeSwitch;

/// Fills a menu with System, Light and Dark; the choice is remembered.
void fill_theme_menu(QMenu& menu, ThemeSwitch& themes, Memory& memory);
/// Chooses what was chosen last time.
void restore_theme(ThemeSwitch& themes, const Memory& memory);

} // namespace strata
