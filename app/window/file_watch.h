// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/source/file_stamp.h"

#include <QHash>
#include <QObject>

class QFileSystemWatcher;
class QTimer;

namespace strata {

/// Notices when files on disk are no longer what they were, also when another file took the place
/// of one, as careful programs save.
class FileWatch : public QObject {
    Q_OBJECT

public:
    explicit FileWatch(QObject* parent = nullptr);

    /// From now on; the state of this moment is the one that later ones are compared with.
    void watch(const QString& path);
    void forget(const QString& path);
    [[nodiscard]] FileStamp stamp(const QString& path) const { return m_stamps.value(path); }

Q_SIGNALS:
    /// `exists` is false when the file is gone.
    void changed(const QString& path, bool exists);

private:
    void look();

    QFileSystemWatcher* m_watcher;
    QTimer* m_settle;
    QHash<QString, FileStamp> m_stamps;
};

} // namespace strata
