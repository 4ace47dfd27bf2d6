// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/file_watch.h"
#include "app/window/job_runner.h"

#include "io/source/open_document.h"
#include "widgets/tree/tree_pane.h"

#include <functional>
#include <map>

namespace strata {

/// What opening a file gives: the document, and what its views need, made in the same job.
struct OpenedFile {
    OpenDocument open;
    FileStamp stamp; ///< what the file was before its first byte was read
    TreePane::Indexes indexes;
    Value model_settings; ///< what a network's configuration says beside its layers
};

/// Opens a file and makes what its views need of it; what a job of opening runs.
Result<std::shared_ptr<const OpenedFile>> read_opened_file(
    const std::function<Result<OpenDocument>(const std::string&, const JobContext&)>& opener,
    const std::string& path, const JobContext& job);

/// Where a file is, with symbolic links resolved, so that one file has one path.
[[nodiscard]] QString unique_path(const QString& path);

/// The open files. Opens each once: a second time, by whatever path, goes to where it is open
/// already. Notices when one changes on disk.
class Session : public QObject {
    Q_OBJECT

public:
    using FileId = int;
    using Opener = std::function<Result<OpenDocument>(const std::string&, const JobContext&)>;

    /// `opener` reads a file's index; tests give a slow one.
    Session(JobRunner& runner, Opener opener, QObject* parent = nullptr);

    void open(const QStringList& paths);
    /// Reads a file again, such as one whose opening was cancelled.
    void reopen(FileId id);
    void close(FileId id);
    /// Another file takes the place of an open one: it was saved under this path.
    void move(FileId id, const QString& path);
    /// Which open file a path leads to; 0: none.
    [[nodiscard]] FileId find(const QString& path) const;
    [[nodiscard]] int count() const { return static_cast<int>(m_files.size()); }
    [[nodiscard]] QString path(FileId id) const;
    [[nodiscard]] const Opener& opener() const { return m_opener; }

Q_SIGNALS:
    void moved(int id, const QString& path);
    void added(int id, const QString& path);
    void activated(int id); ///< a file that is open already was asked for
    /// What is known of a file before it is read: what its format is called.
    void recognized(int id, const QString& format);
    void loaded(int id, const std::shared_ptr<const strata::OpenedFile>& file);
    void failed(int id, const strata::Error& error);
    void closed(int id);
    /// A file is no longer what was read; `exists` is false when it is gone.
    void changedOnDisk(int id, bool exists);

private:
    struct File {
        QString path; ///< absolute, symbolic links resolved where the file exists
        JobSlot slot;
        JobSlot look_slot;
    };

    void load(FileId id);
    void look(FileId id);
    [[nodiscard]] FileId find(const QString& path, const QString& unique) const;
    [[nodiscard]] FileId idOf(const QString& unique_path) const;

    JobRunner& m_runner;
    Opener m_opener;
    FileWatch* m_watch;
    std::map<FileId, File> m_files;
    FileId m_next = 1;
};

} // namespace strata
