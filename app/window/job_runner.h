// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/job_slot.h"

#include "io/base/guarded.h"
#include "io/base/job.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <chrono>
#include <optional>

namespace strata {

/// How a job counts.
enum class WorkUnit { None, Bytes, Values, Rows, Files };

/// What a job is called and how far it is, for the status bar.
struct WorkState {
    QString what;
    WorkUnit unit = WorkUnit::None;
    std::uint64_t done = 0;
    std::uint64_t total = 0; ///< 0: the end is not known
};

/// Runs functions from values to a value on other threads and hands the value back on this one. No
/// job touches a QObject: it gets a JobContext and what it captured by value. Progress is written
/// to counters that a timer here reads, so a job of a million steps costs ten signals a second.
class JobRunner : public QObject {
    Q_OBJECT

public:
    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override;

    /// Runs `work(context)` in `slot` and then, unless something else was started there,
    /// `done(value)` on this thread. A job with an empty name never shows in the status bar. What
    /// work that returns a Result throws becomes its error, see guarded().
    template <class Work, class Done>
    void run(JobSlot& slot, const QString& what, WorkUnit unit, Work work, Done done)
    {
        using Outcome = std::invoke_result_t<Work, const JobContext&>;
        slot.cancel();
        const auto record = start(slot, what, unit);
        auto* const watcher = new QFutureWatcher<Outcome>(this);
        connect(watcher, &QFutureWatcherBase::finished, this,
                [this, watcher, record, done = std::move(done)]() mutable {
                    watcher->deleteLater();
                    finish(record);
                    if (*record->current == record->generation)
                        done(watcher->future().takeResult());
                });
        watcher->setFuture(QtConcurrent::run(
            &m_pool, [record, work = std::move(work)](QPromise<Outcome>& promise) mutable {
                if constexpr (requires(Outcome outcome) { outcome.error(); })
                    promise.addResult(guarded([&] { return work(context_of(record)); }));
                else
                    promise.addResult(work(context_of(record)));
            }));
    }

    /// The longest-running job with a name, once it has run for 200 ms: nothing shows before.
    [[nodiscard]] std::optional<WorkState> shown() const;
    [[nodiscard]] bool idle() const { return m_running.isEmpty(); }
    /// Tells every job with a name to stop. Their results are errors of ErrorCode::Cancelled.
    void cancelShown();

Q_SIGNALS:
    void changed(); ///< shown() may have changed
    void becameIdle();

private:
    struct Record {
        QString what;
        WorkUnit unit = WorkUnit::None;
        std::chrono::steady_clock::time_point started;
        std::shared_ptr<std::atomic<bool>> cancel;
        std::atomic<std::uint64_t> done = 0;
        std::atomic<std::uint64_t> total = 0;
        JobSlot::Generation current;
        std::uint64_t generation = 0;
    };
    using SharedRecord = std::shared_ptr<Record>;

    SharedRecord start(JobSlot& slot, const QString& what, WorkUnit unit);
    void finish(const SharedRecord& record);
    static JobContext context_of(const SharedRecord& record);

    QThreadPool m_pool;
    QList<SharedRecord> m_running;
    class QTimer* m_timer;
};

} // namespace strata
