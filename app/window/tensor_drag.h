// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_runner.h"
#include "app/window/session.h"

#include <QTemporaryDir>

#include <deque>
#include <functional>
#include <memory>

class QMimeData;

namespace strata {

class DocumentView;

/// Drags arrays out of the window, as .npy files. A file is written in a job as soon as the mouse
/// pulls at a row, into a folder of its own that goes with the program and never holds more than
/// some hundred MiB. The drag begins once the file is there, so that nobody waits in the middle of
/// it.
class TensorDrag : public QObject {
    Q_OBJECT

public:
    /// Larger arrays are exported, not dragged: nobody holds the button for so long.
    static constexpr std::uint64_t most_bytes = std::uint64_t{64} << 20;
    /// Of all files that were dragged: the oldest go first.
    static constexpr std::uint64_t most_kept_bytes = std::uint64_t{256} << 20;

    explicit TensorDrag(JobRunner& jobs, QObject* parent = nullptr);

    /// A document whose rows may be dragged.
    void add(DocumentView& view);
    /// Gets what is dragged of an array: its file and, as text, its path. Null when the file could
    /// not be written.
    using Ready = std::function<void(std::unique_ptr<QMimeData>)>;
    /// Writes the file and hands it on, at once where it is there already. False with the reason in
    /// `refusal` when the array cannot be a .npy file or is too large.
    [[nodiscard]] bool prepare(const std::shared_ptr<const OpenedFile>& file, TensorId tensor,
                               QString& refusal, const Ready& ready);

private:
    struct Kept {
        JobSlot slot;
        QString folder;
        std::weak_ptr<const OpenedFile> file;
        TensorId tensor = TensorId::none;
        QString path; ///< of the array
        QString name; ///< of the file, with its folder
        std::uint64_t bytes = 0;
        bool written = false;
    };

    bool eventFilter(QObject* watched, QEvent* event) override;
    void drag(DocumentView& view, TensorId tensor);
    static std::unique_ptr<QMimeData> data_of(const Kept& kept);
    [[nodiscard]] QString folderFor(std::uint64_t bytes);

    JobRunner& m_jobs;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::deque<std::unique_ptr<Kept>> m_kept; ///< the oldest first
    int m_count = 0;
    int m_pull = 0; ///< counts presses and releases: a drag belongs to the button that is down
};

} // namespace strata
