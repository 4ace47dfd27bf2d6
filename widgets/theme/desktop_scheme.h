// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace strata {

/// Whether the desktop wants dark windows, as it says on the session bus and as it changes: the
/// portal's setting org.freedesktop.appearance color-scheme, of which Qt 6.4 does not tell.
class DesktopScheme : public QObject {
    Q_OBJECT

public:
    explicit DesktopScheme(const QDBusConnection& bus, QObject* parent = nullptr);

    /// Nothing while the desktop has not answered, has no portal or has no preference.
    [[nodiscard]] std::optional<bool> isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask();
    void take(const QVariant& value);

    QDBusConnection m_bus;
    std::optional<bool> m_dark;
};

} // namespace strata
