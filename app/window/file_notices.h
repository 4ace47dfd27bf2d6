// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/base/error.h"

#include <QWidget>

class QPushButton;

namespace strata {

class Band;

/// What a person must know of the file behind a document: that it changed on disk, and that a save
/// failed. Nothing is shown where there is nothing to say.
class FileNotices : public QWidget {
    Q_OBJECT

public:
    explicit FileNotices(QWidget* parent = nullptr);

    /// The file is no longer what is shown; `exists` is false when it is gone. With `changes` that
    /// are not saved the person chooses what becomes of them.
    void showChanged(bool exists, std::uint64_t changes);
    /// The person asked to read it again, and has changes that are not saved.
    void askBeforeReload(std::uint64_t changes);
    void showFailure(const Error& error, const QString& path);
    void hideAll();
    void hideFailure();

    [[nodiscard]] Band* changedBand() { return m_changed; }
    [[nodiscard]] Band* failureBand() { return m_failure; }

Q_SIGNALS:
    /// `keep_changes`: they are made again over what is read.
    void reloadWanted(bool keep_changes);
    void saveAsWanted();

private:
    void makeChanged();
    void makeFailure();
    void offer(bool pending, bool exists);
    void fit();

    Band* m_changed;
    Band* m_failure;
    QPushButton* m_keep = nullptr;
    QPushButton* m_reload = nullptr;
    bool m_pending = false; ///< changes are asked about
    bool m_exists = true;
};

} // namespace strata
