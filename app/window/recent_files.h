// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_runner.h"

#include "widgets/desk/recent_model.h"

namespace strata {

class Memory;

/// The files that were opened last, the latest first, remembered. Whether they still exist is
/// looked up in a job: a folder of a network that is gone may take long to say so.
class RecentFiles : public QObject {
    Q_OBJECT

public:
    RecentFiles(Memory& memory, JobRunner& runner, QObject* parent = nullptr);

    [[nodiscard]] const QList<RecentFile>& files() const { return m_files; }
    /// Puts a file that was opened in front.
    void add(const QString& path, const FileSummary& summary);
    void remove(const QStringList& paths);
    void clear();
    /// Looks which files are still there; changed() when it is not as before.
    void lookForFiles();

Q_SIGNALS:
    void changed();

private:
    void load();
    void store();

    Memory& m_memory;
    JobRunner& m_runner;
    QList<RecentFile> m_files;
    JobSlot m_slot;
};

} // namespace strata
