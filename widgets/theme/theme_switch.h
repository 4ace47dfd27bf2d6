// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace strata {

class DesktopScheme;

enum class ThemeChoice { System, Light, Dark };

/// Gives the application its style and its palette, and follows the desktop while the choice is
/// System. One lives beside the QApplication.
class ThemeSwitch : public QObject {
    Q_OBJECT

public:
    explicit ThemeSwitch(QObject* parent = nullptr);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    void choose(ThemeChoice choice);
    /// Follows what the desktop says there, where it says anything; the platform's own palette
    /// decides otherwise. Stays with the caller.
    void follow(const DesktopScheme& desktop);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();

    ThemeChoice m_choice = ThemeChoice::System;
    const DesktopScheme* m_desktop = nullptr;
    bool m_applying = false;
};

} // namespace strata
