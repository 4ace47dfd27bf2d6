// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/file_watch.h"

#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QTimer>

#include <algorithm>

namespace strata {

namespace {
/// After the last sign of a change: a file is written in many steps, and replaced in two.
constexpr int settle_ms = 200;
} // namespace

FileWatch::FileWatch(QObject* parent)
    : QObject(parent), m_watcher(new QFileSystemWatcher(this)), m_settle(new QTimer(this))
{
    m_settle->setSingleShot(true);
    m_settle->setInterval(settle_ms);
    connect(m_settle, &QTimer::timeout, this, &FileWatch::look);
    connect(m_watcher, &QFileSystemWatcher::fileChanged, m_settle, qOverload<>(&QTimer::start));
    connect(m_watcher, &QFileSystemWatcher::directoryChanged, m_settle,
            qOverload<>(&QTimer::start));
}

void FileWatch::watch(const QString& path)
{
    m_stamps.insert(path, stamp_of(path.toStdString()));
    if (m_stamps.value(path).exists)
        m_watcher->addPath(path);
    // The folder tells of a file that takes this one's place, which its own watch does not survive.
    if (const QString folder = QFileInfo(path).path(); !m_watcher->directories().contains(folder))
        m_watcher->addPath(folder);
}

void FileWatch::forget(const QString& path)
{
    m_stamps.remove(path);
    m_watcher->removePath(path);
    const QString folder = QFileInfo(path).path();
    const bool needed =
        std::any_of(m_stamps.keyBegin(), m_stamps.keyEnd(),
                    [&folder](const QString& other) { return QFileInfo(other).path() == folder; });
    if (!needed)
        m_watcher->removePath(folder);
}

void FileWatch::look()
{
    QList<std::pair<QString, bool>> different;
    for (auto entry = m_stamps.begin(); entry != m_stamps.end(); ++entry) {
        const FileStamp now = stamp_of(entry.key().toStdString());
        if (now != entry.value())
            different.append({entry.key(), now.exists});
        entry.value() = now;
        if (now.exists && !m_watcher->files().contains(entry.key()))
            m_watcher->addPath(entry.key());
    }
    for (const auto& [path, exists] : std::as_const(different))
        Q_EMIT changed(path, exists);
}

} // namespace strata
