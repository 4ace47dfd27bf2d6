// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/session.h"

#include <QFileInfo>

namespace strata {

namespace {

QString unique_path(const QString& path)
{
    const QFileInfo info(path);
    const QString canonical = info.canonicalFilePath();
    return canonical.isEmpty() ? info.absoluteFilePath() : canonical;
}

std::shared_ptr<const OpenedFile> prepare(OpenDocument open)
{
    auto file = std::make_shared<OpenedFile>();
    for (const Reading reading : {Reading::Model, Reading::File})
        file->indexes[static_cast<std::size_t>(reading)] =
            std::make_shared<const TreeIndex>(make_tree_index(*open.document, reading));
    file->open = std::move(open);
    return file;
}

} // namespace

Session::Session(JobRunner& runner, Opener opener, QObject* parent)
    : QObject(parent), m_runner(runner), m_opener(std::move(opener)), m_watch(new FileWatch(this))
{
    connect(m_watch, &FileWatch::changed, this, [this](const QString& path, bool exists) {
        if (const FileId id = idOf(path); id != 0)
            Q_EMIT changedOnDisk(id, exists);
    });
}

Session::FileId Session::idOf(const QString& unique_path) const
{
    for (const auto& [id, file] : m_files) {
        if (file.path == unique_path)
            return id;
    }
    return 0;
}

Session::FileId Session::find(const QString& path) const
{
    if (const FileId id = idOf(unique_path(path)); id != 0)
        return id;
    // A hard link is the same file under another name.
    const FileStamp stamp = stamp_of(path);
    for (const auto& [id, file] : m_files) {
        if (m_watch->stamp(file.path).isSameFile(stamp))
            return id;
    }
    return 0;
}

void Session::open(const QStringList& paths)
{
    FileId again = 0;
    for (const QString& path : paths) {
        if (const FileId known = find(path); known != 0) {
            again = known;
            continue;
        }
        const QString unique = unique_path(path);
        const FileId id = m_next++;
        m_files[id].path = unique;
        Q_EMIT added(id, unique);
        load(id);
    }
    if (again != 0)
        Q_EMIT activated(again);
}

void Session::load(FileId id)
{
    using Loaded = Result<std::shared_ptr<const OpenedFile>>;
    File& file = m_files[id];
    // Before the first byte is read, so that no change is missed.
    m_watch->watch(file.path);
    const QString name = QFileInfo(file.path).fileName();
    m_runner.run(
        file.slot, tr("Opening %1").arg(name), WorkUnit::Bytes,
        [opener = m_opener, path = file.path.toStdString()](const JobContext& job) -> Loaded {
            STRATA_ASSIGN(OpenDocument open, opener(path, job));
            return prepare(std::move(open));
        },
        [this, id](const Loaded& result) {
            if (result)
                Q_EMIT loaded(id, *result);
            else
                Q_EMIT failed(id, result.error());
        });
}

void Session::reopen(FileId id)
{
    if (m_files.count(id) != 0)
        load(id);
}

void Session::close(FileId id)
{
    if (m_files.count(id) == 0)
        return;
    m_watch->forget(path(id));
    m_files.erase(id);
    Q_EMIT closed(id);
}

QString Session::path(FileId id) const
{
    const auto found = m_files.find(id);
    return found == m_files.end() ? QString() : found->second.path;
}

} // namespace strata
