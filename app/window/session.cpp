// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/session.h"

#include <QFileInfo>

#include <algorithm>

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
    : QObject(parent), m_runner(runner), m_opener(std::move(opener))
{
}

void Session::open(const QStringList& paths)
{
    FileId again = 0;
    for (const QString& path : paths) {
        const QString unique = unique_path(path);
        const auto known =
            std::find_if(m_files.begin(), m_files.end(),
                         [&unique](const auto& entry) { return entry.second.path == unique; });
        if (known != m_files.end()) {
            again = known->first;
            continue;
        }
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
    if (m_files.erase(id) != 0)
        Q_EMIT closed(id);
}

QString Session::path(FileId id) const
{
    const auto found = m_files.find(id);
    return found == m_files.end() ? QString() : found->second.path;
}

} // namespace strata
