// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/job_runner.h"

#include <QThread>
#include <QTimer>

#include <algorithm>

namespace strata {

namespace {

/// Under this no bar is shown: it would only flicker.
constexpr std::chrono::milliseconds hidden_for{200};
constexpr int progress_interval_ms = 100;

} // namespace

JobRunner::JobRunner(QObject* parent) : QObject(parent), m_timer(new QTimer(this))
{
    // A long job must not keep a short one waiting, even on one core.
    m_pool.setMaxThreadCount(std::max(4, QThread::idealThreadCount() + 2));
    m_timer->setInterval(progress_interval_ms);
    connect(m_timer, &QTimer::timeout, this, &JobRunner::changed);
}

JobRunner::~JobRunner()
{
    for (const SharedRecord& record : std::as_const(m_running))
        record->cancel->store(true, std::memory_order_relaxed);
    m_pool.clear();
    m_pool.waitForDone();
}

JobRunner::SharedRecord JobRunner::start(JobSlot& slot, const QString& what, WorkUnit unit)
{
    auto record = std::make_shared<Record>();
    record->what = what;
    record->unit = unit;
    record->started = std::chrono::steady_clock::now();
    record->cancel = std::make_shared<std::atomic<bool>>(false);
    record->current = slot.m_generation;
    record->generation = *slot.m_generation;
    slot.m_flag = record->cancel;
    m_running.append(record);
    m_timer->start();
    return record;
}

void JobRunner::finish(const SharedRecord& record)
{
    m_running.removeOne(record);
    if (m_running.isEmpty()) {
        m_timer->stop();
        // After the result was delivered, which may start the next job.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_running.isEmpty())
                    Q_EMIT becameIdle();
            },
            Qt::QueuedConnection);
    }
    Q_EMIT changed();
}

JobContext JobRunner::context_of(const SharedRecord& record)
{
    return JobContext(record->cancel, [record](std::uint64_t done, std::uint64_t total) {
        record->done.store(done, std::memory_order_relaxed);
        record->total.store(total, std::memory_order_relaxed);
    });
}

std::optional<WorkState> JobRunner::shown() const
{
    const auto now = std::chrono::steady_clock::now();
    for (const SharedRecord& record : m_running) {
        const bool stopped = record->cancel->load(std::memory_order_relaxed);
        if (!record->what.isEmpty() && !stopped && now - record->started >= hidden_for)
            return WorkState{record->what, record->unit,
                             record->done.load(std::memory_order_relaxed),
                             record->total.load(std::memory_order_relaxed)};
    }
    return std::nullopt;
}

void JobRunner::cancelShown()
{
    for (const SharedRecord& record : std::as_const(m_running)) {
        if (!record->what.isEmpty())
            record->cancel->store(true, std::memory_order_relaxed);
    }
    Q_EMIT changed();
}

} // namespace strata
