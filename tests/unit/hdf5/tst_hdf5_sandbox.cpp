// SPDX-License-Identifier: GPL-3.0-or-later
// What strata-hdf5 cannot do once its sandbox is closed.
#include <QProcess>
#include <QTest>

class TestHdf5Sandbox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neitherPathsNorProcessesNorSockets_data()
    {
        QTest::addColumn<QString>("tried");
        for (const char* const tried :
             {"open", "create", "unlink", "mkdir", "socket", "fork", "execve", "kill", "ptrace"})
            QTest::newRow(tried) << QString::fromLatin1(tried);
    }
    void neitherPathsNorProcessesNorSockets()
    {
        QFETCH(QString, tried);
        static const QStringList lines = linesOf(QStringLiteral("whole"));
        if (lines.contains(QLatin1String("missing seccomp")))
            QSKIP("this kernel has no seccomp");
        QVERIFY2(lines.contains(tried + QLatin1String(" EPERM")), qPrintable(lines.join(u',')));
    }

    /// Landlock by itself: without it, seccomp would still answer the same calls.
    void noPathByLandlockAlone_data()
    {
        QTest::addColumn<QString>("tried");
        for (const char* const tried : {"open", "create", "mkdir"})
            QTest::newRow(tried) << QString::fromLatin1(tried);
    }
    void noPathByLandlockAlone()
    {
        QFETCH(QString, tried);
        static const QStringList lines = linesOf(QStringLiteral("paths"));
        if (lines.contains(QLatin1String("missing landlock")))
            QSKIP("this kernel has no Landlock");
        QVERIFY2(lines.contains(tried + QLatin1String(" EACCES")), qPrintable(lines.join(u',')));
    }

private:
    static QStringList linesOf(const QString& mode)
    {
        QProcess probe;
        probe.start(QStringLiteral(STRATA_SANDBOX_PROBE), {mode});
        if (!probe.waitForFinished() || probe.exitStatus() != QProcess::NormalExit)
            qFatal("the probe ended early: %s", qPrintable(probe.errorString()));
        return QString::fromUtf8(probe.readAllStandardOutput()).split(u'\n');
    }
};

QTEST_GUILESS_MAIN(TestHdf5Sandbox)
#include "tst_hdf5_sandbox.moc"
