// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_runner.h"
#include "app/window/session.h"

#include <QTemporaryDir>

#include <deque>
#include <memory>

class QMimeData;

namespace strata {

class DocumentView;

/// Drags arrays out of the window, as .npy files. A file is written in a job as soon as the drag
/// begins, into a folder of its own that goes with the program and never holds more than some
/// hundred MiB; whoever is dropped on waits for it, which its size bounds.
class TensorDrag : public QObject {
    Q_OBJECT

public:
    /// Larger arrays are exported, not dragged: the drop would have to wait.
    static constexpr std::uint64_t most_bytes = std::uint64_t{64} << 20;
    /// Of all files that were dragged: the oldest go first.
    static constexpr std::uint64_t most_kept_bytes = std::uint64_t{256} << 20;

    explicit TensorDrag(JobRunner& jobs, QObject* parent = nullptr);

    /// A document whose rows may be dragged.
    void add(DocumentView& view);
    /// What is dragged of an array: its file and, as text, its path. Null with the reason in
    /// `refusal` when it cannot be a .npy file or is too large.
    [[nodiscard]] std::unique_ptr<QMimeData> dragged(const std::shared_ptr<const OpenedFile>& file,
                                                     TensorId tensor, QString& refusal);

private:
    struct Kept {
        JobSlot slot;
        QString folder;
        std::uint64_t bytes = 0;
    };

    void drag(DocumentView& view, TensorId tensor);
    [[nodiscard]] QString folderFor(std::uint64_t bytes);

    JobRunner& m_jobs;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::deque<std::unique_ptr<Kept>> m_kept; ///< the oldest first
    int m_count = 0;
};

} // namespace strata
