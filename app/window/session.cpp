// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/session.h"

#include "io/formats/format.h"
#include "io/formats/safetensors_index.h"
#include "io/keras/model_settings.h"
#include "widgets/words/translation.h"

#include <QDir>
#include <QFileInfo>

namespace strata {

namespace {

/// Indexes beside a file are read here up to this size, since the window waits for it: the largest
/// published ones have 9 MB. Of a larger one each file is opened by itself, and shows all of them.
constexpr std::uint64_t most_index_bytes = 16'000'000;

std::shared_ptr<const OpenedFile> prepare(OpenDocument open, const FileStamp& stamp)
{
    auto file = std::make_shared<OpenedFile>();
    file->stamp = stamp;
    for (const Reading reading : {Reading::Model, Reading::File})
        file->indexes[static_cast<std::size_t>(reading)] =
            std::make_shared<const TreeIndex>(make_tree_index(*open.document, reading));
    file->model_settings = keras::model_settings(*open.document);
    file->open = std::move(open);
    return file;
}

} // namespace

// One file of a model in several stands for all of them, as their index does; those find each other
// by their names, so that a link keeps its own.
QString unique_path(const QString& path)
{
    const auto index = index_of_shard(path.toStdString(), most_index_bytes);
    const QFileInfo info(index ? QString::fromStdString(*index) : path);
    if (info.exists() && (index || is_safetensors_index_name(info.fileName().toStdString())))
        return info.dir().canonicalPath() + QLatin1Char('/') + info.fileName();
    const QString canonical = info.canonicalFilePath();
    return canonical.isEmpty() ? info.absoluteFilePath() : canonical;
}

Result<std::shared_ptr<const OpenedFile>>
read_opened_file(const Session::Opener& opener, const std::string& path, const JobContext& job)
{
    const FileStamp stamp = stamp_of(path);
    STRATA_ASSIGN(OpenDocument open, opener(path, job));
    return prepare(std::move(open), stamp);
}

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
    return find(path, unique_path(path));
}

Session::FileId Session::find(const QString& path, const QString& unique) const
{
    if (const FileId id = idOf(unique); id != 0)
        return id;
    // A hard link is the same file under another name.
    const FileStamp stamp = stamp_of(path.toStdString());
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
        const QString unique = unique_path(path);
        if (const FileId known = find(path, unique); known != 0) {
            again = known;
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

/// Reading may take long; what kind of file it is shows at once.
void Session::look(FileId id)
{
    File& file = m_files[id];
    m_runner.run(
        file.look_slot, QString(), WorkUnit::None,
        [path = file.path.toStdString()](const JobContext& job) {
            return identify_file(path, job);
        },
        [this, id](const Result<const Format*>& format) {
            if (format) // why there is none is said by who reads it
                Q_EMIT recognized(id, words::text_of((*format)->name));
        });
}

void Session::load(FileId id)
{
    look(id);
    using Loaded = Result<std::shared_ptr<const OpenedFile>>;
    File& file = m_files[id];
    // Before the first byte is read, so that no change is missed.
    m_watch->watch(file.path);
    const QString name = QFileInfo(file.path).fileName();
    m_runner.run(
        file.slot, tr("Opening %1").arg(name), WorkUnit::Bytes,
        [opener = m_opener, path = file.path.toStdString()](const JobContext& job) -> Loaded {
            return read_opened_file(opener, path, job);
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

void Session::move(FileId id, const QString& path)
{
    if (m_files.count(id) == 0)
        return;
    File& file = m_files[id];
    m_watch->forget(file.path);
    file.path = unique_path(path);
    Q_EMIT moved(id, file.path);
    load(id);
}

QString Session::path(FileId id) const
{
    const auto found = m_files.find(id);
    return found == m_files.end() ? QString() : found->second.path;
}

} // namespace strata
