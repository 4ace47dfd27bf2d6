// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QLocalServer;
class QLocalSocket;

namespace strata {

/// One program for each user: a second start hands its files to the first and ends.
class SingleInstance : public QObject {
    Q_OBJECT

public:
    /// `name` is a path in a folder that only the user can write, or empty where there is none:
    /// then every start is a program of its own.
    explicit SingleInstance(QString name, QObject* parent = nullptr);

    /// Where the user's own listens; empty without a safe folder.
    [[nodiscard]] static QString userName();

    /// Hands absolute paths to a running program, to open or to `compare`; false when there is none.
    [[nodiscard]] bool handOver(const QStringList& paths, bool compare = false);
    /// Waits for later starts from now on.
    bool listen();

Q_SIGNALS:
    /// Another start asks for these files; an empty list only for the window.
    void asked(const QStringList& paths, bool compare);

private:
    void receive(QLocalSocket* socket);

    QString m_name;
    QLocalServer* m_server;
};

} // namespace strata
