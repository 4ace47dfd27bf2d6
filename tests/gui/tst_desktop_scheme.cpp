// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/desktop_scheme.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/theme_switch.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace strata;

/// A desktop's portal, as far as it says light or dark.
class Portal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString& group, const QString& key)
    {
        const bool known = group == QLatin1String("org.freedesktop.appearance") &&
                           key == QLatin1String("color-scheme");
        return QDBusVariant(QVariant::fromValue(QDBusVariant(known ? scheme : 0)));
    }
};

/// Light and dark follow the desktop while the program runs. Talks to a bus of the test's own.
class TestDesktopScheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (program.isEmpty())
            QSKIP("dbus-daemon is not installed");
        m_daemon.start(program, {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                 QStringLiteral("--print-address")});
        QVERIFY(m_daemon.waitForStarted() && m_daemon.waitForReadyRead());
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
    }
    void cleanupTestCase()
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    void followsAndCanBeOverruled()
    {
        QDBusConnection desktop = bus(QStringLiteral("desktop"));
        Portal portal;
        portal.scheme = 1;
        QVERIFY(desktop.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                                       QDBusConnection::ExportAllSlots));
        QVERIFY(desktop.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));

        ThemeSwitch themes;
        const DesktopScheme scheme(bus(QStringLiteral("program")));
        themes.follow(scheme);
        QTRY_COMPARE(scheme.isDark(), std::optional<bool>(true));
        QVERIFY(is_dark(QApplication::palette()));
        tell(portal, 2);
        QTRY_COMPARE(scheme.isDark(), std::optional<bool>(false));
        QVERIFY(!is_dark(QApplication::palette()));
        tell(portal, 1);
        QTRY_VERIFY(is_dark(QApplication::palette()));
        themes.choose(ThemeChoice::Light);
        QVERIFY(!is_dark(QApplication::palette()));
        tell(portal, 2);
        QTRY_COMPARE(scheme.isDark(), std::optional<bool>(false));
        tell(portal, 1);
        QTRY_COMPARE(scheme.isDark(), std::optional<bool>(true));
        QVERIFY(!is_dark(QApplication::palette()));
        themes.choose(ThemeChoice::System);
        QVERIFY(is_dark(QApplication::palette()));
        tell(portal, 0); // no preference: the platform's own palette decides
        QTRY_VERIFY(!scheme.isDark());
    }

    void noDesktopIsNoHarm()
    {
        ThemeSwitch themes;
        const DesktopScheme scheme{QDBusConnection(QStringLiteral("not connected"))};
        themes.follow(scheme);
        QVERIFY(!scheme.isDark());
    }

private:
    [[nodiscard]] QDBusConnection bus(const QString& name) const
    {
        return QDBusConnection::connectToBus(m_address, name);
    }

    void tell(Portal& portal, uint scheme) const
    {
        portal.scheme = scheme;
        QDBusMessage signal = QDBusMessage::createSignal(
            QStringLiteral("/org/freedesktop/portal/desktop"),
            QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("SettingChanged"));
        signal.setArguments({QStringLiteral("org.freedesktop.appearance"),
                             QStringLiteral("color-scheme"),
                             QVariant::fromValue(QDBusVariant(scheme))});
        QVERIFY(QDBusConnection(QStringLiteral("desktop")).send(signal));
    }

    QProcess m_daemon;
    QString m_address;
};

QTEST_MAIN(TestDesktopScheme)
#include "tst_desktop_scheme.moc"
