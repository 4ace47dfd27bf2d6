// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/theme_menu.h"

#include "app/window/memory.h"
#include "widgets/theme/theme_switch.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

#include <array>

namespace strata {

namespace {

struct Choice {
    ThemeChoice choice;
    const char* text;
    const char* name; ///< in what is remembered
};
constexpr std::array<Choice, 3> choices = {
    {{ThemeChoice::System, QT_TRANSLATE_NOOP("ThemeMenu", "&System"), "system"},
     {ThemeChoice::Light, QT_TRANSLATE_NOOP("ThemeMenu", "&Light"), "light"},
     {ThemeChoice::Dark, QT_TRANSLATE_NOOP("ThemeMenu", "&Dark"), "dark"}}};

QString memory_key()
{
    return QStringLiteral("window/theme");
}

} // namespace

void fill_theme_menu(QMenu& menu, ThemeSwitch& themes, Memory& memory)
{
    auto* const group = new QActionGroup(&menu);
    for (const Choice& one : choices) {
        QAction* const action = menu.addAction(QCoreApplication::translate("ThemeMenu", one.text));
        action->setCheckable(true);
        action->setChecked(themes.choice() == one.choice);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &themes, [&themes, &memory, one] {
            themes.choose(one.choice);
            memory.set(memory_key(), QString::fromLatin1(one.name));
        });
    }
}

void restore_theme(ThemeSwitch& themes, const Memory& memory)
{
    const QString name = memory.value(memory_key()).toString();
    for (const Choice& one : choices) {
        if (name == QLatin1String(one.name))
            themes.choose(one.choice);
    }
}

} // namespace strata
