// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/desktop_scheme.h"

#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace strata {

namespace {

constexpr auto service = "org.freedesktop.portal.Desktop";
constexpr auto object = "/org/freedesktop/portal/desktop";
constexpr auto interface = "org.freedesktop.portal.Settings";
constexpr auto group_name = "org.freedesktop.appearance";
constexpr auto key_name = "color-scheme";

} // namespace

DesktopScheme::DesktopScheme(const QDBusConnection& bus, QObject* parent)
    : QObject(parent), m_bus(bus)
{
    // Qt knows its own types on the bus only once the first message went out, and connects to no
    // slot that takes one before.
    qDBusRegisterMetaType<QDBusVariant>();
    m_bus.connect(QLatin1String(service), QLatin1String(object), QLatin1String(interface),
                  QStringLiteral("SettingChanged"), this,
                  SLOT(settingChanged(QString, QString, QDBusVariant)));
    ask();
}

void DesktopScheme::ask()
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(QLatin1String(service), QLatin1String(object),
                                       QLatin1String(interface), QStringLiteral("Read"));
    call.setArguments({QLatin1String(group_name), QLatin1String(key_name)});
    auto* const watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError())
            take(reply.value().variant());
    });
}

void DesktopScheme::settingChanged(const QString& group, const QString& key,
                                   const QDBusVariant& value)
{
    if (group == QLatin1String(group_name) && key == QLatin1String(key_name))
        take(value.variant());
}

void DesktopScheme::take(const QVariant& value)
{
    // Read() wraps the value in one variant more than the signal does.
    const QVariant inner =
        value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    std::optional<bool> dark;
    switch (inner.toUInt()) {
    case 1:
        dark = true;
        break;
    case 2:
        dark = false;
        break;
    default: // no preference
        break;
    }
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

} // namespace strata
