// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/folder_work.h"

#include "io/formats/safetensors_index.h"
#include "io/source/folder_files.h"
#include "widgets/words/error_words.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

namespace strata {

void FoundModels::add(FolderRow row)
{
    const std::scoped_lock lock(m_mutex);
    m_rows.push_back(std::move(row));
}

std::vector<FolderRow> FoundModels::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_rows, {});
}

namespace {

FolderRow make_row(const std::string& folder, const std::string& path)
{
    FolderRow row;
    row.path = QString::fromStdString(path);
    row.name = QDir(QString::fromStdString(folder)).relativeFilePath(row.path);
    const QFileInfo info(row.path);
    row.modified = info.lastModified();
    row.summary.bytes = static_cast<std::uint64_t>(info.size());
    return row;
}

/// What one file is opened with: it is stopped with the whole, but its progress is not that of the
/// whole. `job` must outlive it.
JobContext part_of(const JobContext& job)
{
    const auto stop = std::make_shared<std::atomic<bool>>(false);
    return {stop, [&job, stop](std::uint64_t, std::uint64_t) {
                if (job.cancelled())
                    stop->store(true, std::memory_order_relaxed);
            }};
}

} // namespace

FolderTotals look_through_folder(const std::string& folder, const Session::Opener& opener,
                                 FoundModels& found, const JobContext& job)
{
    FolderTotals totals;
    FolderFiles listing = list_folder(folder, job);
    totals.errors = std::move(listing.errors);
    const JobContext part = part_of(job);
    ShardIndexes indexes;
    for (const std::string& path : listing.files) {
        if (job.cancelled())
            break;
        if (indexes.index_of(path)) // its index stands for it
            continue;
        const Result<OpenDocument> opened = opener(path, part);
        if (!opened && opened.error().code == ErrorCode::Cancelled)
            break;
        ++totals.files;
        job.report(totals.files, listing.files.size());
        if (!opened && opened.error().code == ErrorCode::UnknownContent)
            continue;
        FolderRow row = make_row(folder, path);
        if (opened)
            row.summary = summarize(*opened->document);
        else
            row.problem = words::describe(opened.error(), path).text();
        ++totals.models;
        found.add(std::move(row));
    }
    totals.stopped = job.cancelled();
    return totals;
}

} // namespace strata
