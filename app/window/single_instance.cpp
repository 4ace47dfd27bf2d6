// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/single_instance.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>

#include <unistd.h>

namespace strata {

namespace {

/// A running program that does not answer in this time is taken for dead.
constexpr int answer_ms = 2000;
/// A list of paths that is longer than any command line.
constexpr qsizetype longest_message = 4 * 1024 * 1024;
constexpr char message_end = '\n';
constexpr char answer = '!';
/// Before the paths of a message; no absolute path is spelled so.
QString compare_word()
{
    return QStringLiteral("--compare");
}

QByteArray to_message(const QStringList& paths)
{
    return QJsonDocument(QJsonArray::fromStringList(paths)).toJson(QJsonDocument::Compact) +
           message_end;
}

} // namespace

SingleInstance::SingleInstance(QString name, QObject* parent)
    : QObject(parent), m_name(std::move(name)), m_server(new QLocalServer(this))
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* const socket = m_server->nextPendingConnection()) {
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { receive(socket); });
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
}

QString SingleInstance::userName()
{
    // Anybody could listen under a name in /tmp.
    const QFileInfo folder(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation));
    if (!folder.isDir() || folder.ownerId() != getuid())
        return {};
    return folder.absoluteFilePath() + QStringLiteral("/strata-viewer.socket");
}

bool SingleInstance::handOver(const QStringList& paths, bool compare)
{
    if (m_name.isEmpty())
        return false;
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(answer_ms))
        return false;
    socket.write(to_message(compare ? QStringList(compare_word()) + paths : paths));
    // Only an answer says that somebody took them.
    return socket.waitForReadyRead(answer_ms) && socket.read(1) == QByteArray(1, answer);
}

bool SingleInstance::listen()
{
    if (m_name.isEmpty())
        return false;
    if (m_server->listen(m_name))
        return true;
    // What a program that died has left. Nobody answered there, or this one would have ended.
    QLocalServer::removeServer(m_name);
    return m_server->listen(m_name);
}

void SingleInstance::receive(QLocalSocket* socket)
{
    if (socket->bytesAvailable() > longest_message)
        return socket->abort();
    if (!socket->canReadLine())
        return;
    QStringList paths;
    for (const QJsonValue& path : QJsonDocument::fromJson(socket->readLine()).array())
        paths.append(path.toString());
    paths.removeAll(QString());
    socket->write(QByteArray(1, answer));
    socket->flush();
    const bool compare = paths.removeAll(compare_word()) != 0;
    Q_EMIT asked(paths, compare);
}

} // namespace strata
