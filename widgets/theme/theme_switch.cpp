// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme_switch.h"

#include "widgets/theme/desk_style.h"
#include "widgets/theme/desktop_scheme.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPixmapCache>
#include <QScopedValueRollback>

namespace strata {

ThemeSwitch::ThemeSwitch(QObject* parent) : QObject(parent)
{
    QApplication::setStyle(new DeskStyle);
    apply();
    qApp->installEventFilter(this);
}

void ThemeSwitch::choose(ThemeChoice choice)
{
    m_choice = choice;
    apply();
}

void ThemeSwitch::follow(const DesktopScheme& desktop)
{
    m_desktop = &desktop;
    connect(&desktop, &DesktopScheme::changed, this, &ThemeSwitch::apply);
    connect(&desktop, &QObject::destroyed, this, [this] { m_desktop = nullptr; });
    apply();
}

void ThemeSwitch::apply()
{
    const QScopedValueRollback guard(m_applying, true);
    bool dark = m_choice == ThemeChoice::Dark;
    if (m_choice == ThemeChoice::System) {
        // Only with ours taken off does the application show the platform's own palette.
        QApplication::setPalette({});
        const std::optional<bool> said = m_desktop ? m_desktop->isDark() : std::nullopt;
        dark = said.value_or(is_dark(QApplication::palette()));
    }
    QApplication::setPalette(make_palette(dark));
    QPixmapCache::clear();
}

bool ThemeSwitch::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ThemeChange && m_choice == ThemeChoice::System && !m_applying)
        QMetaObject::invokeMethod(this, &ThemeSwitch::apply, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

} // namespace strata
