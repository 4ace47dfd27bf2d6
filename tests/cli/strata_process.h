// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

/// What one run of the program gave.
struct StrataRun {
    int status = -1;
    bool crashed = true;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// Runs the built program, without a display unless `variables` ("NAME=value") say otherwise.
inline StrataRun run_strata(const QStringList& arguments, const QString& folder = {},
                            const QStringList& variables = {},
                            const QString& program = QStringLiteral(STRATA_BINARY))
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(name));
    for (const QString& variable : variables)
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    process.setProcessEnvironment(environment);
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(program, arguments);
    StrataRun run;
    if (!process.waitForFinished(60'000))
        return run;
    run.crashed = process.exitStatus() != QProcess::NormalExit;
    run.status = process.exitCode();
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

/// A fixture's path.
inline QString fixture(const char* name)
{
    return QStringLiteral(STRATA_TEST_DATA "/") + QLatin1String(name);
}
