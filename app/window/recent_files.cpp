// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/recent_files.h"

#include "app/window/memory.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace strata {

namespace {

constexpr int most_files = 20;
constexpr auto memory_key = "files/recent";

QJsonObject to_json(const RecentFile& file)
{
    QJsonObject out{
        {QStringLiteral("path"), file.path},
        {QStringLiteral("opened"), file.opened.toString(Qt::ISODate)},
        {QStringLiteral("icon"), file.summary.icon},
        {QStringLiteral("framework"), file.summary.framework},
        {QStringLiteral("bytes"), static_cast<qint64>(file.summary.bytes)},
        {QStringLiteral("integrity"), static_cast<int>(file.summary.verdict.integrity)}};
    if (file.summary.verdict.trust)
        out.insert(QStringLiteral("trust"), static_cast<int>(*file.summary.verdict.trust));
    return out;
}

/// A person may have written anything into the file, so every number is checked.
RecentFile from_json(const QJsonObject& in)
{
    RecentFile file;
    file.path = in.value(QStringLiteral("path")).toString();
    file.opened = QDateTime::fromString(in.value(QStringLiteral("opened")).toString(), Qt::ISODate);
    file.summary.icon = in.value(QStringLiteral("icon")).toString(file.summary.icon);
    file.summary.framework = in.value(QStringLiteral("framework")).toString();
    file.summary.bytes = static_cast<std::uint64_t>(
        std::max<qint64>(0, in.value(QStringLiteral("bytes")).toInteger()));
    const int integrity = in.value(QStringLiteral("integrity")).toInt();
    if (integrity >= 0 && integrity <= static_cast<int>(Integrity::Ambiguous))
        file.summary.verdict.integrity = static_cast<Integrity>(integrity);
    const int trust = in.value(QStringLiteral("trust")).toInt(-1);
    if (trust >= 0 && trust <= static_cast<int>(Trust::Dangerous))
        file.summary.verdict.trust = static_cast<Trust>(trust);
    return file;
}

} // namespace

RecentFiles::RecentFiles(Memory& memory, JobRunner& runner, QObject* parent)
    : QObject(parent), m_memory(memory), m_runner(runner)
{
    load();
}

void RecentFiles::load()
{
    const QJsonArray entries =
        QJsonDocument::fromJson(m_memory.value(QLatin1String(memory_key)).toString().toUtf8())
            .array();
    for (const QJsonValue& entry : entries) {
        RecentFile file = from_json(entry.toObject());
        if (!file.path.isEmpty() && m_files.size() < most_files)
            m_files.append(std::move(file));
    }
}

void RecentFiles::store()
{
    QJsonArray entries;
    for (const RecentFile& file : std::as_const(m_files))
        entries.append(to_json(file));
    m_memory.set(QLatin1String(memory_key),
                 QString::fromUtf8(QJsonDocument(entries).toJson(QJsonDocument::Compact)));
    Q_EMIT changed();
}

void RecentFiles::add(const QString& path, const FileSummary& summary)
{
    if (!m_memory.isOn())
        return;
    m_files.removeIf([&path](const RecentFile& file) { return file.path == path; });
    m_files.prepend({path, summary, QDateTime::currentDateTime(), false});
    while (m_files.size() > most_files)
        m_files.removeLast();
    store();
}

void RecentFiles::remove(const QStringList& paths)
{
    m_files.removeIf([&paths](const RecentFile& file) { return paths.contains(file.path); });
    store();
}

void RecentFiles::clear()
{
    m_files.clear();
    store();
}

void RecentFiles::lookForFiles()
{
    QStringList paths;
    for (const RecentFile& file : std::as_const(m_files))
        paths.append(file.path);
    m_runner.run(
        m_slot, {}, WorkUnit::None,
        [paths](const JobContext& job) {
            QStringList missing;
            for (const QString& path : paths) {
                if (!job.cancelled() && !QFileInfo::exists(path))
                    missing.append(path);
            }
            return missing;
        },
        [this](const QStringList& missing) {
            bool differs = false;
            for (RecentFile& file : m_files) {
                differs = differs || file.missing != missing.contains(file.path);
                file.missing = missing.contains(file.path);
            }
            if (differs)
                Q_EMIT changed();
        });
}

} // namespace strata
